"""The kill storm: real uploads through a real Segue while its parts are killed, and a count of what went wrong."""
