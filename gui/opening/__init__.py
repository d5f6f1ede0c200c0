"""Opening what others wrote: sheets that ask how it is to be read, and files that are dropped."""
