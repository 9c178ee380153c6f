s=open('feats2.py').read()
s=s.replace("            if 'lex' in opt:","""            if 'gov' in opt:
                j=k
                while j>0 and C[3+j-1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB',',','.','-ed') and k-j<6: j-=1
                f.append('gl='+B[3+j-1]); f.append('gl2='+B[3+j-2]+'|'+B[3+j-1])
                j=k
                while j<n-1 and C[3+j+1] not in ('PRE','CONJ','BE','HAVE','SAY','MOD','PRON','SUB','DET','POS',',','.','-ed') and j-k<6: j+=1
                f.append('gr='+B[3+j+1]); f.append('gr2='+B[3+j+1]+'|'+B[3+min(j+2,n+1)])
            if 'win' in opt:
                for q in range(max(0,k-6),min(n,k+7)):
                    if cls[q][0]=='-' or cls[q]=='w' or cls[q]=='SAY':
                        f.append(('L:' if q<k else 'R:')+base[q][:6]) if q!=k else 0
            if 'ev' in opt:
                f+=evf[k]
            if 'lex' in opt:""")
s=s.replace("        out=[]\n        for k,i in enumerate(s):\n            b=k+3","""        if 'ev' in opt:
            evs=[q for q in range(n) if base[q] in EV]
            evf=[]
            for q in range(n):
                g=[]
                l_=[e for e in evs if e<q]; r_=[e for e in evs if e>q]
                if l_: g+=['evL','evL=%d'%min(q-l_[-1],8),'evLw='+base[l_[-1]][:5]]
                if r_: g+=['evR','evR=%d'%min(r_[0]-q,8),'evRw='+base[r_[0]][:5]]
                if not evs: g.append('noev')
                evf.append(g)
        out=[]
        for k,i in enumerate(s):
            b=k+3""")
s=s.replace("CLASSES={}","from labeling.core.casualties import events as E_\nEV=set()\nCLASSES={}")
open('feats2.py','w').write(s)
