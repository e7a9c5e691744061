import struct, sys, os
from mpmath import mp, mpf, exp, log, pi, e, sqrt, tanh, digamma, loggamma, log1p, expm1, sign, inf
mp.dps = 120
def f32(x): return struct.unpack('f', struct.pack('f', x))[0]
def fs(x):
    x=f32(x)
    for d in range(1,12):
        s='%.*g'%(d,x)
        if f32(float(s))==x:
            t=repr(float(s)).replace('+','')
            return t[:-2] if t.endswith('.0') else t
TINY=1.401298464324817e-45
def num(x):
    if x is None: return '0'
    if x==inf: return 'Infinity'
    if x==-inf: return '-Infinity'
    if x==0: return '0'
    if abs(x)<mpf('1e-300'): return '0'
    t=mp.nstr(x,17,strip_zeros=True).replace('+','')
    return t[:-2] if t.endswith('.0') else t.replace('.0e','e')
def normal(v,r):
    m,s=r[0],exp(r[1]); z=(v-m)/s
    return [-z*z/2-r[1]-log(2*pi)/2, -z/s, z/s, z*z-1]
def softn(v,r):
    w=(e-1)*exp(r[1]); s=log1p(w); z=(v-r[0])/s
    return [-z*z/2-log(s)-log(2*pi)/2, -z/s, z/s, (z*z-1)/s*w/(1+w)]
def laplace(v,r):
    b=exp(r[1]); d=v-r[0]
    return [-abs(d)/b-r[1]-log(2), -sign(d)/b, sign(d)/b, abs(d)/b-1]
def logistic(v,r):
    s=exp(r[1]); t=(v-r[0])/s
    return [-abs(t)-2*log1p(exp(-abs(t)))-r[1], -tanh(t/2)/s, tanh(t/2)/s, t*tanh(t/2)-1]
def studentt(v,r):
    s=exp(r[1]); z=(v-r[0])/s; w=(e**2-1)*exp(r[2]); nu=1+log1p(w)
    lp=loggamma((nu+1)/2)-loggamma(nu/2)-log(pi*nu)/2-r[1]-(nu+1)/2*log1p(z*z/nu)
    dv=-(nu+1)*z/(s*(nu+z*z)); dls=(nu+1)*z*z/(nu+z*z)-1
    dnu=(digamma((nu+1)/2)-digamma(nu/2)-1/nu-log1p(z*z/nu)+(nu+1)*z*z/(nu*(nu+z*z)))/2
    return [lp,dv,-dv,dls,dnu*w/(1+w)]
def halfn(v,r):
    s=exp(r[0]); z=v/s
    return [-z*z/2-r[0]+log(2/pi)/2, -z/s, z*z-1]
def bern(v,r):
    l=r[0]
    return [v*l-(max(l,0)+log1p(exp(-abs(l)))), l, v-1/(1+exp(-l))]
def contb(v,r):
    l=r[0]
    if l==0: return [mpf(0),mpf(0),v-mpf(1)/2]
    return [v*l+log(l/expm1(l)), l, v+1/l-1/(-expm1(-l))]
def conc(x):
    E=exp(mpf('0.999'))-1
    w=E*exp(x); return log1p(w)+mpf('0.001'), w/(1+w)
def beta(v,r):
    (a,da),(b,db)=conc(r[0]),conc(r[1])
    if r[0]==0: a=mpf(1)
    if r[1]==0: b=mpf(1)
    lb=loggamma(a)+loggamma(b)-loggamma(a+b)
    def pw(c,x): return mpf(0) if c==0 else (c*log(x) if x>0 else (-inf if c>0 else inf))
    ta,tb=pw(a-1,v),pw(b-1,1-v)
    def q(c,x): return mpf(0) if c==0 else (c/x if x>0 else (inf if c>0 else -inf))
    la=log(v) if v>0 else -inf
    l1=log(1-v) if v<1 else -inf
    return [ta+tb-lb, q(a-1,v)-q(b-1,1-v), (la-digamma(a)+digamma(a+b))*da if la!=-inf else -inf, (l1-digamma(b)+digamma(a+b))*db if l1!=-inf else -inf]
H=mpf(1)/510
def dlog(v,r):
    m,s=r[0]+mpf(1)/2,exp(r[1])/4
    b,a=(v+H-m)/s,(v-H-m)/s
    F=lambda x: 1/(1+exp(-x))
    f=lambda x: F(x)*F(-x)
    if v==0: P,fa,fb,a=F(b),mpf(0),f(b),mpf(0)
    elif v==1: P,fa,fb,b=F(-a),f(a),mpf(0),mpf(0)
    elif a>0: P,fa,fb=F(-a)-F(-b),f(a),f(b)
    else: P,fa,fb=F(b)-F(a),f(a),f(b)
    dv=(fb-fa)/(P*s)
    return [log(P),dv,-dv,-(b*fb-a*fa)/P]
S=[-80,-46,-40,-5,0,5,40,80]
V=[0,1,-1,3,1e20,-1e20,1e-20,TINY]
loc=[(v,(0,s)) for s in S for v in V]+[(v,(m,s)) for m,v in ((1e20,1e20),(1e20,0),(-1e20,1),(3,3),(3,3.0000002),(1e-20,0)) for s in (-80,-40,0,40,80)]
U=[0,TINY,1e-20,0.25,0.5,0.75,1-2**-24,1]
def inv(c):  # the float raw nearest to a concentration
    return float(log(expm1(mpf(c)-mpf('0.001'))/expm1(mpf('0.999'))))
R=[-80,-40,-1e-3,-1e-20,0,1e-20,1e-3,inv(8),40,80]
cases={
 'Normal':(normal,loc), 'SoftplusNormal':(softn,loc), 'Laplace':(laplace,loc), 'Logistic':(logistic,[(v,(m,s)) for v,(m,s) in loc if s>0 or v==m or abs(v-m)*float(exp(-s))>1e-2]),
 'StudentT':(studentt,[(v,(0,s,k)) for s in (-80,-46,0,40,80) for k in (-80,-40,0,40,80) for v in (0,1,1e20,-1e20,1e-20)]+[(v,(m,s,0)) for m,v in ((1e20,1e20),(1e20,0),(3,3.0000002),(1e-20,TINY)) for s in (-80,-40,0,80)]),
 'HalfNormal':(halfn,[(v,(s,)) for s in S for v in (0,TINY,1e-20,1,3,1e20)]),
 'Bernoulli':(bern,[(v,(l,)) for l in (-1e20,-1e4,-80,-40,-5,-1e-20,0,1e-20,5,40,80,1e4,1e20) for v in (0,1)]),
 'ContinuousBernoulli':(contb,[(v,(l,)) for l in (-1e4,1e4) for v in (0.25,0.5)]+[(v,(l,)) for l in (-80,-40,-5,-0.5,-0.49999997,-1e-3,-1e-20,0,1e-20,1e-3,0.49999997,0.5,5,40,80) for v in (0,TINY,0.25,0.5,1-2**-24,1)]),
 'Beta':(beta,[(v,(a,b)) for a in R for b in R for v in (0,1)]+[(v,(a,b)) for a in (-80,0,1e-3,inv(8),80) for b in (-80,0,inv(8),80) for v in U[1:-1]]),
 'DiscretizedLogistic':(dlog,[(k/255,(m,s)) for s in (-80,-40,-5,0,5,40,80) for m in (-80,-0.3,0.3,80,-1e20,1e20) for k in (0,1,100,254,255)]),
}
out=sys.argv[1]; os.makedirs(out,exist_ok=True)
for name,(fn,rows) in cases.items():
    n=len(rows[0][1])
    with open(os.path.join(out,name+'.csv'),'w') as fo:
        fo.write('value,'+','.join('raw%d'%i for i in range(n))+',log_density,by_value,'+','.join('by_raw%d'%i for i in range(n))+'\n')
        seen=set()
        for v,r in rows:
            vs,rs=fs(v),[fs(x) for x in r]
            key=(vs,)+tuple(rs)
            if key in seen: continue
            seen.add(key)
            # the exact 32-bit numbers
            res=fn(mpf(f32(v)),[mpf(f32(x)) for x in r])
            if name=='Beta':
                pass
            fo.write(','.join([vs]+rs+[num(x) for x in res])+'\n')
    print(name,len(seen))
