from r9 import *
for nm,T in (('spans',[x for x in P if x.d['spans']]),('all',P)):
    go(T,nm,'lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.7,.3,3)
go([x for x in P if x.d['spans']],'spans','lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.7,.3,2)
go([x for x in P if x.d['spans']],'spans','lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.5,.3,2)
go([x for x in P if x.d['spans']],'spans','lbfgs',dict(c1=.6,c2=.05,max_iterations=30),.7,.3,2)
go([x for x in P if x.d['spans']],'spans','lbfgs',dict(c1=1.5,c2=.05,max_iterations=30),.7,.3,2)
