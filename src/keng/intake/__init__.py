"""What comes in from outside: workbooks filled offline become proposed and then saved figures."""
