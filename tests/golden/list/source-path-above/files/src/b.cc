  int b1() { return <1>; }
  int b2() { return <2>; }
  int b3() { return <3>; }
