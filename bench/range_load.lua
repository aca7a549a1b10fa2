-- Random ranges of one file for wrk: lua arguments are the cookie, the file's size and the range's length, in bytes.
local cookie, last, length

function init(arguments)
  cookie, length = arguments[1], tonumber(arguments[3])
  last = tonumber(arguments[2]) - length
  math.randomseed(tonumber(arguments[4]))
end

function request()
  local start = math.random(0, last)
  local range = string.format("bytes=%d-%d", start, start + length - 1)
  return wrk.format("GET", nil, { ["Range"] = range, ["Cookie"] = cookie })
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\n{\"requests\": %d, \"bytes\": %d, \"failed\": %d}\n", summary.requests, summary.bytes, failed))
end
