: Node of Ranvier of a mammalian motor fibre, by the equations of McIntyre, Richardson and Grill 2002,
: J Neurophysiol 87:995, doi:10.1152/jn.00353.2001: fast and persistent sodium, slow potassium, leak.

NEURON {
  SUFFIX motor_node
  NONSPECIFIC_CURRENT i
  RANGE gnaf, gnap, gks, gl, ena, ek, el
  THREADSAFE
}

UNITS {
  (mV) = (millivolt)
  (mA) = (milliamp)
  (S) = (siemens)
}

PARAMETER {
  gnaf = 3 (S/cm2)
  gnap = 0.01 (S/cm2)
  gks = 0.08 (S/cm2)
  gl = 0.007 (S/cm2)
  ena = 50 (mV)
  ek = -90 (mV)
  el = -90 (mV)
  celsius (degC)
}

ASSIGNED {
  v (mV)
  i (mA/cm2)
  am (/ms) bm (/ms) ah (/ms) bh (/ms) ap (/ms) bp (/ms) as (/ms) bs (/ms)
}

STATE { m h p s }

INITIAL {
  rates(v)
  m = am/(am + bm)
  h = ah/(ah + bh)
  p = ap/(ap + bp)
  s = as/(as + bs)
}

BREAKPOINT {
  SOLVE gates METHOD cnexp
  i = (gnaf*m*m*m*h + gnap*p*p*p)*(v - ena) + gks*s*(v - ek) + gl*(v - el)
}

DERIVATIVE gates {
  rates(v)
  m' = am*(1 - m) - bm*m
  h' = ah*(1 - h) - bh*h
  p' = ap*(1 - p) - bp*p
  s' = as*(1 - s) - bs*s
}

: x/(1 - exp(-x/y)), and y at 0.
FUNCTION line(x, y) {
  if (fabs(x/y) < 1e-6) {
    line = y*(1 + x/y/2)
  } else {
    line = x/(1 - exp(-x/y))
  }
}

PROCEDURE rates(v (mV)) {
  LOCAL fast, slow, inactivation
  fast = 2.2^((celsius - 20)/10)
  inactivation = 2.9^((celsius - 20)/10)
  slow = 3^((celsius - 36)/10)
  am = fast*1.86*line(v + 21.4, 10.3)
  bm = fast*0.086*line(-(v + 25.7), 9.16)
  ah = inactivation*0.062*line(-(v + 114), 11)
  bh = inactivation*2.3/(1 + exp(-(v + 31.8)/13.4))
  ap = fast*0.01*line(v + 27, 10.2)
  bp = fast*0.00025*line(-(v + 34), 10)
  as = slow*0.3/(exp(-(v + 53)/5) + 1)
  bs = slow*0.03/(exp(-(v + 90)) + 1)
}
