	one
	two	{
  three 	

last without newline