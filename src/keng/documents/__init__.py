"""Files that people send and receive: Word written, workbooks read and written, all pure."""
