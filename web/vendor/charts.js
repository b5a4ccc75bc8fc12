function ascending(a,b){return a==null||b==null?NaN:a<b?-1:a>b?1:a>=b?0:NaN}function descending(a,b){return a==null||b==null?NaN:b<a?-1:b>a?1:b>=a?0:NaN}function bisector(f){
let compare1,compare2,delta;f.length!==2?(compare1=ascending,compare2=(d,x)=>ascending(f(d),x),delta=(d,x)=>f(d)-x):(compare1=f===ascending||f===descending?f:zero,
compare2=f,delta=f);function left(a,x,lo=0,hi=a.length){if(lo<hi){if(compare1(x,x)!==0)return hi;do{let mid=lo+hi>>>1;compare2(a[mid],x)<0?lo=mid+1:hi=mid}while(lo<
hi)}return lo}function right(a,x,lo=0,hi=a.length){if(lo<hi){if(compare1(x,x)!==0)return hi;do{let mid=lo+hi>>>1;compare2(a[mid],x)<=0?lo=mid+1:hi=mid}while(lo<
hi)}return lo}function center(a,x,lo=0,hi=a.length){let i=left(a,x,lo,hi-1);return i>lo&&delta(a[i-1],x)>-delta(a[i],x)?i-1:i}return{left,center,right}}function zero(){
return 0}function number(x){return x===null?NaN:+x}var ascendingBisect=bisector(ascending),bisectRight=ascendingBisect.right,bisectLeft=ascendingBisect.left,bisectCenter=bisector(number).center;var blur2=Blur2(blurf),blurImage=Blur2(blurfImage);function Blur2(blur){return function(data,rx,ry=rx){if(!((rx=+rx)>=0))throw new RangeError("invalid rx");if(!((ry=
+ry)>=0))throw new RangeError("invalid ry");let{data:values,width,height}=data;if(!((width=Math.floor(width))>=0))throw new RangeError("invalid width");if(!((height=
Math.floor(height!==void 0?height:values.length/width))>=0))throw new RangeError("invalid height");if(!width||!height||!rx&&!ry)return data;let blurx=rx&&blur(rx),
blury=ry&&blur(ry),temp=values.slice();return blurx&&blury?(blurh(blurx,temp,values,width,height),blurh(blurx,values,temp,width,height),blurh(blurx,temp,values,
width,height),blurv(blury,values,temp,width,height),blurv(blury,temp,values,width,height),blurv(blury,values,temp,width,height)):blurx?(blurh(blurx,values,temp,
width,height),blurh(blurx,temp,values,width,height),blurh(blurx,values,temp,width,height)):blury&&(blurv(blury,values,temp,width,height),blurv(blury,temp,values,
width,height),blurv(blury,values,temp,width,height)),data}}function blurh(blur,T,S,w,h){for(let y=0,n=w*h;y<n;)blur(T,S,y,y+=w,1)}function blurv(blur,T,S,w,h){for(let x=0,
n=w*h;x<w;++x)blur(T,S,x,x+n,w)}function blurfImage(radius){let blur=blurf(radius);return(T,S,start,stop,step)=>{start<<=2,stop<<=2,step<<=2,blur(T,S,start+0,stop+
0,step),blur(T,S,start+1,stop+1,step),blur(T,S,start+2,stop+2,step),blur(T,S,start+3,stop+3,step)}}function blurf(radius){let radius0=Math.floor(radius);if(radius0===
radius)return bluri(radius);let t=radius-radius0,w=2*radius+1;return(T,S,start,stop,step)=>{if(!((stop-=step)>=start))return;let sum=radius0*S[start],s0=step*radius0,
s1=s0+step;for(let i=start,j=start+s0;i<j;i+=step)sum+=S[Math.min(stop,i)];for(let i=start,j=stop;i<=j;i+=step)sum+=S[Math.min(stop,i+s0)],T[i]=(sum+t*(S[Math.max(
start,i-s1)]+S[Math.min(stop,i+s1)]))/w,sum-=S[Math.max(start,i-s0)]}}function bluri(radius){let w=2*radius+1;return(T,S,start,stop,step)=>{if(!((stop-=step)>=start))
return;let sum=radius*S[start],s=step*radius;for(let i=start,j=start+s;i<j;i+=step)sum+=S[Math.min(stop,i)];for(let i=start,j=stop;i<=j;i+=step)sum+=S[Math.min(
stop,i+s)],T[i]=sum/w,sum-=S[Math.max(start,i-s)]}}var Adder=class{constructor(){this._partials=new Float64Array(32),this._n=0}add(x){let p=this._partials,i=0;for(let j=0;j<this._n&&j<32;j++){let y=p[j],hi=x+y,lo=Math.
abs(x)<Math.abs(y)?x-(hi-y):y-(hi-x);lo&&(p[i++]=lo),x=hi}return p[i]=x,this._n=i+1,this}valueOf(){let p=this._partials,n=this._n,x,y,lo,hi=0;if(n>0){for(hi=p[--n];n>
0&&(x=hi,y=p[--n],hi=x+y,lo=y-(hi-x),!lo););n>0&&(lo<0&&p[n-1]<0||lo>0&&p[n-1]>0)&&(y=lo*2,x=hi+y,y==x-hi&&(hi=x))}return hi}};var InternMap=class extends Map{constructor(entries,key=keyof){if(super(),Object.defineProperties(this,{_intern:{value:new Map},_key:{value:key}}),entries!=null)
for(let[key2,value2]of entries)this.set(key2,value2)}get(key){return super.get(intern_get(this,key))}has(key){return super.has(intern_get(this,key))}set(key,value2){
return super.set(intern_set(this,key),value2)}delete(key){return super.delete(intern_delete(this,key))}};function intern_get({_intern,_key},value2){let key=_key(value2);return _intern.has(key)?_intern.get(key):value2}function intern_set({_intern,_key},value2){let key=_key(
value2);return _intern.has(key)?_intern.get(key):(_intern.set(key,value2),value2)}function intern_delete({_intern,_key},value2){let key=_key(value2);return _intern.
has(key)&&(value2=_intern.get(key),_intern.delete(key)),value2}function keyof(value2){return value2!==null&&typeof value2=="object"?value2.valueOf():value2}var array=Array.prototype,slice=array.slice;var e10=Math.sqrt(50),e5=Math.sqrt(10),e2=Math.sqrt(2);function tickSpec(start,stop,count){let step=(stop-start)/Math.max(0,count),power=Math.floor(Math.log10(step)),
error=step/Math.pow(10,power),factor=error>=e10?10:error>=e5?5:error>=e2?2:1,i1,i2,inc;return power<0?(inc=Math.pow(10,-power)/factor,i1=Math.round(start*inc),i2=
Math.round(stop*inc),i1/inc<start&&++i1,i2/inc>stop&&--i2,inc=-inc):(inc=Math.pow(10,power)*factor,i1=Math.round(start/inc),i2=Math.round(stop/inc),i1*inc<start&&
++i1,i2*inc>stop&&--i2),i2<i1&&.5<=count&&count<2?tickSpec(start,stop,count*2):[i1,i2,inc]}function ticks(start,stop,count){if(stop=+stop,start=+start,count=+count,
!(count>0))return[];if(start===stop)return[start];let reverse=stop<start,[i1,i2,inc]=reverse?tickSpec(stop,start,count):tickSpec(start,stop,count);if(!(i2>=i1))
return[];let n=i2-i1+1,ticks2=new Array(n);if(reverse)if(inc<0)for(let i=0;i<n;++i)ticks2[i]=(i2-i)/-inc;else for(let i=0;i<n;++i)ticks2[i]=(i2-i)*inc;else if(inc<
0)for(let i=0;i<n;++i)ticks2[i]=(i1+i)/-inc;else for(let i=0;i<n;++i)ticks2[i]=(i1+i)*inc;return ticks2}function tickIncrement(start,stop,count){return stop=+stop,
start=+start,count=+count,tickSpec(start,stop,count)[2]}function tickStep(start,stop,count){stop=+stop,start=+start,count=+count;let reverse=stop<start,inc=reverse?
tickIncrement(stop,start,count):tickIncrement(start,stop,count);return(reverse?-1:1)*(inc<0?1/-inc:inc)}function*flatten(arrays){for(let array2 of arrays)yield*array2}function merge(arrays){return Array.from(flatten(arrays))}function range(start,stop,step){start=+start,stop=+stop,step=(n=arguments.length)<2?(stop=start,start=0,1):n<3?1:+step;for(var i=-1,n=Math.max(0,Math.ceil((stop-
start)/step))|0,range2=new Array(n);++i<n;)range2[i]=start+i*step;return range2}var shuffle=shuffler(Math.random);function shuffler(random){return function(array2,i0=0,i1=array2.length){let m=i1-(i0=+i0);for(;m;){let i=random()*m--|0,t=array2[m+
i0];array2[m+i0]=array2[i+i0],array2[i+i0]=t}return array2}}function define(constructor,factory,prototype){constructor.prototype=factory.prototype=prototype,prototype.constructor=constructor}function extend(parent,definition){
var prototype=Object.create(parent.prototype);for(var key in definition)prototype[key]=definition[key];return prototype}function Color(){}var darker=.7,brighter=1/
darker,reI="\\s*([+-]?\\d+)\\s*",reN="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*",reP="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*",reHex=/^#([0-9a-f]{3,8})$/,
reRgbInteger=new RegExp(`^rgb\\(${reI},${reI},${reI}\\)$`),reRgbPercent=new RegExp(`^rgb\\(${reP},${reP},${reP}\\)$`),reRgbaInteger=new RegExp(`^rgba\\(${reI},${reI}\
,${reI},${reN}\\)$`),reRgbaPercent=new RegExp(`^rgba\\(${reP},${reP},${reP},${reN}\\)$`),reHslPercent=new RegExp(`^hsl\\(${reN},${reP},${reP}\\)$`),reHslaPercent=new RegExp(
`^hsla\\(${reN},${reP},${reP},${reN}\\)$`),named={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,
black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,
cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,
darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,
darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,
firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,
green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,
lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,
lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,
lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,
mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,
midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,
orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,
peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,
salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,
snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,
whitesmoke:16119285,yellow:16776960,yellowgreen:10145074};define(Color,color,{copy(channels){return Object.assign(new this.constructor,this,channels)},displayable(){
return this.rgb().displayable()},hex:color_formatHex,formatHex:color_formatHex,formatHex8:color_formatHex8,formatHsl:color_formatHsl,formatRgb:color_formatRgb,toString:color_formatRgb});
function color_formatHex(){return this.rgb().formatHex()}function color_formatHex8(){return this.rgb().formatHex8()}function color_formatHsl(){return hslConvert(
this).formatHsl()}function color_formatRgb(){return this.rgb().formatRgb()}function color(format2){var m,l;return format2=(format2+"").trim().toLowerCase(),(m=reHex.
exec(format2))?(l=m[1].length,m=parseInt(m[1],16),l===6?rgbn(m):l===3?new Rgb(m>>8&15|m>>4&240,m>>4&15|m&240,(m&15)<<4|m&15,1):l===8?rgba(m>>24&255,m>>16&255,m>>
8&255,(m&255)/255):l===4?rgba(m>>12&15|m>>8&240,m>>8&15|m>>4&240,m>>4&15|m&240,((m&15)<<4|m&15)/255):null):(m=reRgbInteger.exec(format2))?new Rgb(m[1],m[2],m[3],
1):(m=reRgbPercent.exec(format2))?new Rgb(m[1]*255/100,m[2]*255/100,m[3]*255/100,1):(m=reRgbaInteger.exec(format2))?rgba(m[1],m[2],m[3],m[4]):(m=reRgbaPercent.exec(
format2))?rgba(m[1]*255/100,m[2]*255/100,m[3]*255/100,m[4]):(m=reHslPercent.exec(format2))?hsla(m[1],m[2]/100,m[3]/100,1):(m=reHslaPercent.exec(format2))?hsla(m[1],
m[2]/100,m[3]/100,m[4]):named.hasOwnProperty(format2)?rgbn(named[format2]):format2==="transparent"?new Rgb(NaN,NaN,NaN,0):null}function rgbn(n){return new Rgb(n>>
16&255,n>>8&255,n&255,1)}function rgba(r,g,b,a){return a<=0&&(r=g=b=NaN),new Rgb(r,g,b,a)}function rgbConvert(o){return o instanceof Color||(o=color(o)),o?(o=o.
rgb(),new Rgb(o.r,o.g,o.b,o.opacity)):new Rgb}function rgb(r,g,b,opacity){return arguments.length===1?rgbConvert(r):new Rgb(r,g,b,opacity??1)}function Rgb(r,g,b,opacity){
this.r=+r,this.g=+g,this.b=+b,this.opacity=+opacity}define(Rgb,rgb,extend(Color,{brighter(k){return k=k==null?brighter:Math.pow(brighter,k),new Rgb(this.r*k,this.
g*k,this.b*k,this.opacity)},darker(k){return k=k==null?darker:Math.pow(darker,k),new Rgb(this.r*k,this.g*k,this.b*k,this.opacity)},rgb(){return this},clamp(){return new Rgb(
clampi(this.r),clampi(this.g),clampi(this.b),clampa(this.opacity))},displayable(){return-.5<=this.r&&this.r<255.5&&-.5<=this.g&&this.g<255.5&&-.5<=this.b&&this.
b<255.5&&0<=this.opacity&&this.opacity<=1},hex:rgb_formatHex,formatHex:rgb_formatHex,formatHex8:rgb_formatHex8,formatRgb:rgb_formatRgb,toString:rgb_formatRgb}));
function rgb_formatHex(){return`#${hex(this.r)}${hex(this.g)}${hex(this.b)}`}function rgb_formatHex8(){return`#${hex(this.r)}${hex(this.g)}${hex(this.b)}${hex((isNaN(
this.opacity)?1:this.opacity)*255)}`}function rgb_formatRgb(){let a=clampa(this.opacity);return`${a===1?"rgb(":"rgba("}${clampi(this.r)}, ${clampi(this.g)}, ${clampi(
this.b)}${a===1?")":`, ${a})`}`}function clampa(opacity){return isNaN(opacity)?1:Math.max(0,Math.min(1,opacity))}function clampi(value2){return Math.max(0,Math.
min(255,Math.round(value2)||0))}function hex(value2){return value2=clampi(value2),(value2<16?"0":"")+value2.toString(16)}function hsla(h,s,l,a){return a<=0?h=s=
l=NaN:l<=0||l>=1?h=s=NaN:s<=0&&(h=NaN),new Hsl(h,s,l,a)}function hslConvert(o){if(o instanceof Hsl)return new Hsl(o.h,o.s,o.l,o.opacity);if(o instanceof Color||
(o=color(o)),!o)return new Hsl;if(o instanceof Hsl)return o;o=o.rgb();var r=o.r/255,g=o.g/255,b=o.b/255,min=Math.min(r,g,b),max=Math.max(r,g,b),h=NaN,s=max-min,
l=(max+min)/2;return s?(r===max?h=(g-b)/s+(g<b)*6:g===max?h=(b-r)/s+2:h=(r-g)/s+4,s/=l<.5?max+min:2-max-min,h*=60):s=l>0&&l<1?0:h,new Hsl(h,s,l,o.opacity)}function hsl(h,s,l,opacity){
return arguments.length===1?hslConvert(h):new Hsl(h,s,l,opacity??1)}function Hsl(h,s,l,opacity){this.h=+h,this.s=+s,this.l=+l,this.opacity=+opacity}define(Hsl,hsl,
extend(Color,{brighter(k){return k=k==null?brighter:Math.pow(brighter,k),new Hsl(this.h,this.s,this.l*k,this.opacity)},darker(k){return k=k==null?darker:Math.pow(
darker,k),new Hsl(this.h,this.s,this.l*k,this.opacity)},rgb(){var h=this.h%360+(this.h<0)*360,s=isNaN(h)||isNaN(this.s)?0:this.s,l=this.l,m2=l+(l<.5?l:1-l)*s,m1=2*
l-m2;return new Rgb(hsl2rgb(h>=240?h-240:h+120,m1,m2),hsl2rgb(h,m1,m2),hsl2rgb(h<120?h+240:h-120,m1,m2),this.opacity)},clamp(){return new Hsl(clamph(this.h),clampt(
this.s),clampt(this.l),clampa(this.opacity))},displayable(){return(0<=this.s&&this.s<=1||isNaN(this.s))&&0<=this.l&&this.l<=1&&0<=this.opacity&&this.opacity<=1},
formatHsl(){let a=clampa(this.opacity);return`${a===1?"hsl(":"hsla("}${clamph(this.h)}, ${clampt(this.s)*100}%, ${clampt(this.l)*100}%${a===1?")":`, ${a})`}`}}));
function clamph(value2){return value2=(value2||0)%360,value2<0?value2+360:value2}function clampt(value2){return Math.max(0,Math.min(1,value2||0))}function hsl2rgb(h,m1,m2){
return(h<60?m1+(m2-m1)*h/60:h<180?m2:h<240?m1+(m2-m1)*(240-h)/60:m1)*255}var radians=Math.PI/180,degrees=180/Math.PI,K=18,Xn=.96422,Yn=1,Zn=.82521,t0=4/29,t1=6/
29,t2=3*t1*t1,t3=t1*t1*t1;function labConvert(o){if(o instanceof Lab)return new Lab(o.l,o.a,o.b,o.opacity);if(o instanceof Hcl)return hcl2lab(o);o instanceof Rgb||
(o=rgbConvert(o));var r=rgb2lrgb(o.r),g=rgb2lrgb(o.g),b=rgb2lrgb(o.b),y=xyz2lab((.2225045*r+.7168786*g+.0606169*b)/Yn),x,z;return r===g&&g===b?x=z=y:(x=xyz2lab(
(.4360747*r+.3850649*g+.1430804*b)/Xn),z=xyz2lab((.0139322*r+.0971045*g+.7141733*b)/Zn)),new Lab(116*y-16,500*(x-y),200*(y-z),o.opacity)}function lab(l,a,b,opacity){return arguments.length===1?labConvert(l):new Lab(l,a,b,opacity??1)}function Lab(l,a,b,opacity){this.l=+l,this.a=+a,this.b=+b,this.opacity=
+opacity}define(Lab,lab,extend(Color,{brighter(k){return new Lab(this.l+K*(k??1),this.a,this.b,this.opacity)},darker(k){return new Lab(this.l-K*(k??1),this.a,this.
b,this.opacity)},rgb(){var y=(this.l+16)/116,x=isNaN(this.a)?y:y+this.a/500,z=isNaN(this.b)?y:y-this.b/200;return x=Xn*lab2xyz(x),y=Yn*lab2xyz(y),z=Zn*lab2xyz(z),
new Rgb(lrgb2rgb(3.1338561*x-1.6168667*y-.4906146*z),lrgb2rgb(-.9787684*x+1.9161415*y+.033454*z),lrgb2rgb(.0719453*x-.2289914*y+1.4052427*z),this.opacity)}}));function xyz2lab(t){
return t>t3?Math.pow(t,1/3):t/t2+t0}function lab2xyz(t){return t>t1?t*t*t:t2*(t-t0)}function lrgb2rgb(x){return 255*(x<=.0031308?12.92*x:1.055*Math.pow(x,1/2.4)-
.055)}function rgb2lrgb(x){return(x/=255)<=.04045?x/12.92:Math.pow((x+.055)/1.055,2.4)}function hclConvert(o){if(o instanceof Hcl)return new Hcl(o.h,o.c,o.l,o.opacity);
if(o instanceof Lab||(o=labConvert(o)),o.a===0&&o.b===0)return new Hcl(NaN,0<o.l&&o.l<100?0:NaN,o.l,o.opacity);var h=Math.atan2(o.b,o.a)*degrees;return new Hcl(
h<0?h+360:h,Math.sqrt(o.a*o.a+o.b*o.b),o.l,o.opacity)}function hcl(h,c,l,opacity){return arguments.length===1?hclConvert(h):new Hcl(h,c,l,opacity??1)}function Hcl(h,c,l,opacity){this.h=+h,this.c=+c,this.l=+l,this.opacity=
+opacity}function hcl2lab(o){if(isNaN(o.h))return new Lab(o.l,0,0,o.opacity);var h=o.h*radians;return new Lab(o.l,Math.cos(h)*o.c,Math.sin(h)*o.c,o.opacity)}define(
Hcl,hcl,extend(Color,{brighter(k){return new Hcl(this.h,this.c,this.l+K*(k??1),this.opacity)},darker(k){return new Hcl(this.h,this.c,this.l-K*(k??1),this.opacity)},
rgb(){return hcl2lab(this).rgb()}}));var A=-.14861,B=1.78277,C=-.29227,D=-.90649,E=1.97294,ED=E*D,EB=E*B,BC_DA=B*C-D*A;function cubehelixConvert(o){if(o instanceof
Cubehelix)return new Cubehelix(o.h,o.s,o.l,o.opacity);o instanceof Rgb||(o=rgbConvert(o));var r=o.r/255,g=o.g/255,b=o.b/255,l=(BC_DA*b+ED*r-EB*g)/(BC_DA+ED-EB),
bl=b-l,k=(E*(g-l)-C*bl)/D,s=Math.sqrt(k*k+bl*bl)/(E*l*(1-l)),h=s?Math.atan2(k,bl)*degrees-120:NaN;return new Cubehelix(h<0?h+360:h,s,l,o.opacity)}function cubehelix(h,s,l,opacity){
return arguments.length===1?cubehelixConvert(h):new Cubehelix(h,s,l,opacity??1)}function Cubehelix(h,s,l,opacity){this.h=+h,this.s=+s,this.l=+l,this.opacity=+opacity}
define(Cubehelix,cubehelix,extend(Color,{brighter(k){return k=k==null?brighter:Math.pow(brighter,k),new Cubehelix(this.h,this.s,this.l*k,this.opacity)},darker(k){
return k=k==null?darker:Math.pow(darker,k),new Cubehelix(this.h,this.s,this.l*k,this.opacity)},rgb(){var h=isNaN(this.h)?0:(this.h+120)*radians,l=+this.l,a=isNaN(
this.s)?0:this.s*l*(1-l),cosh2=Math.cos(h),sinh2=Math.sin(h);return new Rgb(255*(l+a*(A*cosh2+B*sinh2)),255*(l+a*(C*cosh2+D*sinh2)),255*(l+a*(E*cosh2)),this.opacity)}}));function basis(t12,v0,v1,v2,v3){var t22=t12*t12,t32=t22*t12;return((1-3*t12+3*t22-t32)*v0+(4-6*t22+3*t32)*v1+(1+3*t12+3*t22-3*t32)*v2+t32*v3)/6}function basis$1(values){
var n=values.length-1;return function(t){var i=t<=0?t=0:t>=1?(t=1,n-1):Math.floor(t*n),v1=values[i],v2=values[i+1],v0=i>0?values[i-1]:2*v1-v2,v3=i<n-1?values[i+
2]:2*v2-v1;return basis((t-i/n)*n,v0,v1,v2,v3)}}function basisClosed(values){var n=values.length;return function(t){var i=Math.floor(((t%=1)<0?++t:t)*n),v0=values[(i+
n-1)%n],v1=values[i%n],v2=values[(i+1)%n],v3=values[(i+2)%n];return basis((t-i/n)*n,v0,v1,v2,v3)}}var constant=x=>()=>x;function linear(a,d){return function(t){
return a+t*d}}function exponential(a,b,y){return a=Math.pow(a,y),b=Math.pow(b,y)-a,y=1/y,function(t){return Math.pow(a+t*b,y)}}function hue$1(a,b){var d=b-a;return d?
linear(a,d>180||d<-180?d-360*Math.round(d/360):d):constant(isNaN(a)?b:a)}function gamma(y){return(y=+y)==1?nogamma:function(a,b){return b-a?exponential(a,b,y):constant(
isNaN(a)?b:a)}}function nogamma(a,b){var d=b-a;return d?linear(a,d):constant(isNaN(a)?b:a)}var rgb2=(function rgbGamma(y){var color2=gamma(y);function rgb3(start,end){
var r=color2((start=rgb(start)).r,(end=rgb(end)).r),g=color2(start.g,end.g),b=color2(start.b,end.b),opacity=nogamma(start.opacity,end.opacity);return function(t){
return start.r=r(t),start.g=g(t),start.b=b(t),start.opacity=opacity(t),start+""}}return rgb3.gamma=rgbGamma,rgb3})(1);function rgbSpline(spline){return function(colors){
var n=colors.length,r=new Array(n),g=new Array(n),b=new Array(n),i,color2;for(i=0;i<n;++i)color2=rgb(colors[i]),r[i]=color2.r||0,g[i]=color2.g||0,b[i]=color2.b||
0;return r=spline(r),g=spline(g),b=spline(b),color2.opacity=1,function(t){return color2.r=r(t),color2.g=g(t),color2.b=b(t),color2+""}}}var rgbBasis=rgbSpline(basis$1),
rgbBasisClosed=rgbSpline(basisClosed);function numberArray(a,b){b||(b=[]);var n=a?Math.min(b.length,a.length):0,c=b.slice(),i;return function(t){for(i=0;i<n;++i)
c[i]=a[i]*(1-t)+b[i]*t;return c}}function isNumberArray(x){return ArrayBuffer.isView(x)&&!(x instanceof DataView)}function genericArray(a,b){var nb=b?b.length:0,na=a?Math.min(nb,a.length):0,x=new Array(na),c=new Array(nb),i;for(i=0;i<na;++i)x[i]=value(a[i],b[i]);for(;i<nb;++i)
c[i]=b[i];return function(t){for(i=0;i<na;++i)c[i]=x[i](t);return c}}function date(a,b){var d=new Date;return a=+a,b=+b,function(t){return d.setTime(a*(1-t)+b*t),
d}}function number2(a,b){return a=+a,b=+b,function(t){return a*(1-t)+b*t}}function object(a,b){var i={},c={},k;(a===null||typeof a!="object")&&(a={}),(b===null||
typeof b!="object")&&(b={});for(k in b)k in a?i[k]=value(a[k],b[k]):c[k]=b[k];return function(t){for(k in i)c[k]=i[k](t);return c}}var reA=/[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g,
reB=new RegExp(reA.source,"g");function zero2(b){return function(){return b}}function one(b){return function(t){return b(t)+""}}function string(a,b){var bi=reA.
lastIndex=reB.lastIndex=0,am,bm,bs,i=-1,s=[],q=[];for(a=a+"",b=b+"";(am=reA.exec(a))&&(bm=reB.exec(b));)(bs=bm.index)>bi&&(bs=b.slice(bi,bs),s[i]?s[i]+=bs:s[++i]=
bs),(am=am[0])===(bm=bm[0])?s[i]?s[i]+=bm:s[++i]=bm:(s[++i]=null,q.push({i,x:number2(am,bm)})),bi=reB.lastIndex;return bi<b.length&&(bs=b.slice(bi),s[i]?s[i]+=bs:
s[++i]=bs),s.length<2?q[0]?one(q[0].x):zero2(b):(b=q.length,function(t){for(var i2=0,o;i2<b;++i2)s[(o=q[i2]).i]=o.x(t);return s.join("")})}function value(a,b){var t=typeof b,
c;return b==null||t==="boolean"?constant(b):(t==="number"?number2:t==="string"?(c=color(b))?(b=c,rgb2):string:b instanceof color?rgb2:b instanceof Date?date:isNumberArray(
b)?numberArray:Array.isArray(b)?genericArray:typeof b.valueOf!="function"&&typeof b.toString!="function"||isNaN(b)?object:number2)(a,b)}function round(a,b){return a=+a,b=+b,function(t){return Math.round(a*(1-t)+b*t)}}var degrees2=180/Math.PI,identity={translateX:0,translateY:0,rotate:0,skewX:0,scaleX:1,
scaleY:1};function decompose(a,b,c,d,e,f){var scaleX,scaleY,skewX;return(scaleX=Math.sqrt(a*a+b*b))&&(a/=scaleX,b/=scaleX),(skewX=a*c+b*d)&&(c-=a*skewX,d-=b*skewX),
(scaleY=Math.sqrt(c*c+d*d))&&(c/=scaleY,d/=scaleY,skewX/=scaleY),a*d<b*c&&(a=-a,b=-b,skewX=-skewX,scaleX=-scaleX),{translateX:e,translateY:f,rotate:Math.atan2(b,
a)*degrees2,skewX:Math.atan(skewX)*degrees2,scaleX,scaleY}}var svgNode;function parseCss(value2){let m=new(typeof DOMMatrix=="function"?DOMMatrix:WebKitCSSMatrix)(
value2+"");return m.isIdentity?identity:decompose(m.a,m.b,m.c,m.d,m.e,m.f)}function parseSvg(value2){return value2==null||(svgNode||(svgNode=document.createElementNS(
"http://www.w3.org/2000/svg","g")),svgNode.setAttribute("transform",value2),!(value2=svgNode.transform.baseVal.consolidate()))?identity:(value2=value2.matrix,decompose(
value2.a,value2.b,value2.c,value2.d,value2.e,value2.f))}function interpolateTransform(parse,pxComma,pxParen,degParen){function pop(s){return s.length?s.pop()+" ":
""}function translate(xa,ya,xb,yb,s,q){if(xa!==xb||ya!==yb){var i=s.push("translate(",null,pxComma,null,pxParen);q.push({i:i-4,x:number2(xa,xb)},{i:i-2,x:number2(
ya,yb)})}else(xb||yb)&&s.push("translate("+xb+pxComma+yb+pxParen)}function rotate(a,b,s,q){a!==b?(a-b>180?b+=360:b-a>180&&(a+=360),q.push({i:s.push(pop(s)+"rota\
te(",null,degParen)-2,x:number2(a,b)})):b&&s.push(pop(s)+"rotate("+b+degParen)}function skewX(a,b,s,q){a!==b?q.push({i:s.push(pop(s)+"skewX(",null,degParen)-2,x:number2(
a,b)}):b&&s.push(pop(s)+"skewX("+b+degParen)}function scale(xa,ya,xb,yb,s,q){if(xa!==xb||ya!==yb){var i=s.push(pop(s)+"scale(",null,",",null,")");q.push({i:i-4,
x:number2(xa,xb)},{i:i-2,x:number2(ya,yb)})}else(xb!==1||yb!==1)&&s.push(pop(s)+"scale("+xb+","+yb+")")}return function(a,b){var s=[],q=[];return a=parse(a),b=parse(
b),translate(a.translateX,a.translateY,b.translateX,b.translateY,s,q),rotate(a.rotate,b.rotate,s,q),skewX(a.skewX,b.skewX,s,q),scale(a.scaleX,a.scaleY,b.scaleX,
b.scaleY,s,q),a=b=null,function(t){for(var i=-1,n=q.length,o;++i<n;)s[(o=q[i]).i]=o.x(t);return s.join("")}}}var interpolateTransformCss=interpolateTransform(parseCss,
"px, ","px)","deg)"),interpolateTransformSvg=interpolateTransform(parseSvg,", ",")",")"),epsilon2=1e-12;function cosh(x){return((x=Math.exp(x))+1/x)/2}function sinh(x){
return((x=Math.exp(x))-1/x)/2}function tanh(x){return((x=Math.exp(2*x))-1)/(x+1)}var zoom=(function zoomRho(rho,rho2,rho4){function zoom2(p0,p1){var ux0=p0[0],uy0=p0[1],
w0=p0[2],ux1=p1[0],uy1=p1[1],w1=p1[2],dx=ux1-ux0,dy=uy1-uy0,d2=dx*dx+dy*dy,i,S;if(d2<epsilon2)S=Math.log(w1/w0)/rho,i=function(t){return[ux0+t*dx,uy0+t*dy,w0*Math.
exp(rho*t*S)]};else{var d1=Math.sqrt(d2),b0=(w1*w1-w0*w0+rho4*d2)/(2*w0*rho2*d1),b1=(w1*w1-w0*w0-rho4*d2)/(2*w1*rho2*d1),r0=Math.log(Math.sqrt(b0*b0+1)-b0),r1=Math.
log(Math.sqrt(b1*b1+1)-b1);S=(r1-r0)/rho,i=function(t){var s=t*S,coshr0=cosh(r0),u=w0/(rho2*d1)*(coshr0*tanh(rho*s+r0)-sinh(r0));return[ux0+u*dx,uy0+u*dy,w0*coshr0/
cosh(rho*s+r0)]}}return i.duration=Math.abs(S)*1e3*rho/Math.SQRT2,i}return zoom2.rho=function(_){var _1=Math.max(.001,+_),_2=_1*_1,_4=_2*_2;return zoomRho(_1,_2,
_4)},zoom2})(Math.SQRT2,2,4);function hsl2(hue){return function(start,end){var h=hue((start=hsl(start)).h,(end=hsl(end)).h),s=nogamma(start.s,end.s),l=nogamma(start.
l,end.l),opacity=nogamma(start.opacity,end.opacity);return function(t){return start.h=h(t),start.s=s(t),start.l=l(t),start.opacity=opacity(t),start+""}}}var hsl_default=hsl2(
hue$1),hslLong=hsl2(nogamma);function hcl2(hue){return function(start,end){var h=hue((start=hcl(start)).h,(end=hcl(end)).h),c=nogamma(start.c,end.c),l=nogamma(start.l,end.l),opacity=nogamma(
start.opacity,end.opacity);return function(t){return start.h=h(t),start.c=c(t),start.l=l(t),start.opacity=opacity(t),start+""}}}var hcl_default=hcl2(hue$1),hclLong=hcl2(
nogamma);function cubehelix2(hue){return(function cubehelixGamma(y){y=+y;function cubehelix3(start,end){var h=hue((start=cubehelix(start)).h,(end=cubehelix(end)).
h),s=nogamma(start.s,end.s),l=nogamma(start.l,end.l),opacity=nogamma(start.opacity,end.opacity);return function(t){return start.h=h(t),start.s=s(t),start.l=l(Math.
pow(t,y)),start.opacity=opacity(t),start+""}}return cubehelix3.gamma=cubehelixGamma,cubehelix3})(1)}var cubehelix_default=cubehelix2(hue$1),cubehelixLong=cubehelix2(
nogamma);function formatDecimal(x){return Math.abs(x=Math.round(x))>=1e21?x.toLocaleString("en").replace(/,/g,""):x.toString(10)}function formatDecimalParts(x,p){if(!isFinite(
x)||x===0)return null;var i=(x=p?x.toExponential(p-1):x.toExponential()).indexOf("e"),coefficient=x.slice(0,i);return[coefficient.length>1?coefficient[0]+coefficient.
slice(2):coefficient,+x.slice(i+1)]}function exponent(x){return x=formatDecimalParts(Math.abs(x)),x?x[1]:NaN}function formatGroup(grouping,thousands){return function(value2,width){
for(var i=value2.length,t=[],j=0,g=grouping[0],length=0;i>0&&g>0&&(length+g+1>width&&(g=Math.max(1,width-length)),t.push(value2.substring(i-=g,i+g)),!((length+=
g+1)>width));)g=grouping[j=(j+1)%grouping.length];return t.reverse().join(thousands)}}function formatNumerals(numerals){return function(value2){return value2.replace(
/[0-9]/g,function(i){return numerals[+i]})}}var re=/^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;function formatSpecifier(specifier){
if(!(match=re.exec(specifier)))throw new Error("invalid format: "+specifier);var match;return new FormatSpecifier({fill:match[1],align:match[2],sign:match[3],symbol:match[4],
zero:match[5],width:match[6],comma:match[7],precision:match[8]&&match[8].slice(1),trim:match[9],type:match[10]})}formatSpecifier.prototype=FormatSpecifier.prototype;
function FormatSpecifier(specifier){this.fill=specifier.fill===void 0?" ":specifier.fill+"",this.align=specifier.align===void 0?">":specifier.align+"",this.sign=
specifier.sign===void 0?"-":specifier.sign+"",this.symbol=specifier.symbol===void 0?"":specifier.symbol+"",this.zero=!!specifier.zero,this.width=specifier.width===
void 0?void 0:+specifier.width,this.comma=!!specifier.comma,this.precision=specifier.precision===void 0?void 0:+specifier.precision,this.trim=!!specifier.trim,this.
type=specifier.type===void 0?"":specifier.type+""}FormatSpecifier.prototype.toString=function(){return this.fill+this.align+this.sign+this.symbol+(this.zero?"0":
"")+(this.width===void 0?"":Math.max(1,this.width|0))+(this.comma?",":"")+(this.precision===void 0?"":"."+Math.max(0,this.precision|0))+(this.trim?"~":"")+this.
type};function formatTrim(s){out:for(var n=s.length,i=1,i0=-1,i1;i<n;++i)switch(s[i]){case".":i0=i1=i;break;case"0":i0===0&&(i0=i),i1=i;break;default:if(!+s[i])
break out;i0>0&&(i0=0);break}return i0>0?s.slice(0,i0)+s.slice(i1+1):s}var prefixExponent;function formatPrefixAuto(x,p){var d=formatDecimalParts(x,p);if(!d)return prefixExponent=
void 0,x.toPrecision(p);var coefficient=d[0],exponent2=d[1],i=exponent2-(prefixExponent=Math.max(-8,Math.min(8,Math.floor(exponent2/3)))*3)+1,n=coefficient.length;
return i===n?coefficient:i>n?coefficient+new Array(i-n+1).join("0"):i>0?coefficient.slice(0,i)+"."+coefficient.slice(i):"0."+new Array(1-i).join("0")+formatDecimalParts(
x,Math.max(0,p+i-1))[0]}function formatRounded(x,p){var d=formatDecimalParts(x,p);if(!d)return x+"";var coefficient=d[0],exponent2=d[1];return exponent2<0?"0."+
new Array(-exponent2).join("0")+coefficient:coefficient.length>exponent2+1?coefficient.slice(0,exponent2+1)+"."+coefficient.slice(exponent2+1):coefficient+new Array(
exponent2-coefficient.length+2).join("0")}var formatTypes={"%":(x,p)=>(x*100).toFixed(p),b:x=>Math.round(x).toString(2),c:x=>x+"",d:formatDecimal,e:(x,p)=>x.toExponential(
p),f:(x,p)=>x.toFixed(p),g:(x,p)=>x.toPrecision(p),o:x=>Math.round(x).toString(8),p:(x,p)=>formatRounded(x*100,p),r:formatRounded,s:formatPrefixAuto,X:x=>Math.round(
x).toString(16).toUpperCase(),x:x=>Math.round(x).toString(16)};function identity2(x){return x}var map=Array.prototype.map,prefixes=["y","z","a","f","p","n","µ",
"m","","k","M","G","T","P","E","Z","Y"];function formatLocale(locale2){var group=locale2.grouping===void 0||locale2.thousands===void 0?identity2:formatGroup(map.
call(locale2.grouping,Number),locale2.thousands+""),currencyPrefix=locale2.currency===void 0?"":locale2.currency[0]+"",currencySuffix=locale2.currency===void 0?
"":locale2.currency[1]+"",decimal=locale2.decimal===void 0?".":locale2.decimal+"",numerals=locale2.numerals===void 0?identity2:formatNumerals(map.call(locale2.numerals,
String)),percent=locale2.percent===void 0?"%":locale2.percent+"",minus=locale2.minus===void 0?"−":locale2.minus+"",nan=locale2.nan===void 0?"NaN":locale2.nan+
"";function newFormat(specifier,options){specifier=formatSpecifier(specifier);var fill=specifier.fill,align=specifier.align,sign2=specifier.sign,symbol=specifier.
symbol,zero3=specifier.zero,width=specifier.width,comma=specifier.comma,precision=specifier.precision,trim=specifier.trim,type=specifier.type;type==="n"?(comma=
!0,type="g"):formatTypes[type]||(precision===void 0&&(precision=12),trim=!0,type="g"),(zero3||fill==="0"&&align==="=")&&(zero3=!0,fill="0",align="=");var prefix=(options&&
options.prefix!==void 0?options.prefix:"")+(symbol==="$"?currencyPrefix:symbol==="#"&&/[boxX]/.test(type)?"0"+type.toLowerCase():""),suffix=(symbol==="$"?currencySuffix:
/[%p]/.test(type)?percent:"")+(options&&options.suffix!==void 0?options.suffix:""),formatType=formatTypes[type],maybeSuffix=/[defgprs%]/.test(type);precision=precision===
void 0?6:/[gprs]/.test(type)?Math.max(1,Math.min(21,precision)):Math.max(0,Math.min(20,precision));function format2(value2){var valuePrefix=prefix,valueSuffix=suffix,
i,n,c;if(type==="c")valueSuffix=formatType(value2)+valueSuffix,value2="";else{value2=+value2;var valueNegative=value2<0||1/value2<0;if(value2=isNaN(value2)?nan:
formatType(Math.abs(value2),precision),trim&&(value2=formatTrim(value2)),valueNegative&&+value2==0&&sign2!=="+"&&(valueNegative=!1),valuePrefix=(valueNegative?sign2===
"("?sign2:minus:sign2==="-"||sign2==="("?"":sign2)+valuePrefix,valueSuffix=(type==="s"&&!isNaN(value2)&&prefixExponent!==void 0?prefixes[8+prefixExponent/3]:"")+
valueSuffix+(valueNegative&&sign2==="("?")":""),maybeSuffix){for(i=-1,n=value2.length;++i<n;)if(c=value2.charCodeAt(i),48>c||c>57){valueSuffix=(c===46?decimal+value2.
slice(i+1):value2.slice(i))+valueSuffix,value2=value2.slice(0,i);break}}}comma&&!zero3&&(value2=group(value2,1/0));var length=valuePrefix.length+value2.length+valueSuffix.
length,padding=length<width?new Array(width-length+1).join(fill):"";switch(comma&&zero3&&(value2=group(padding+value2,padding.length?width-valueSuffix.length:1/0),
padding=""),align){case"<":value2=valuePrefix+value2+valueSuffix+padding;break;case"=":value2=valuePrefix+padding+value2+valueSuffix;break;case"^":value2=padding.
slice(0,length=padding.length>>1)+valuePrefix+value2+valueSuffix+padding.slice(length);break;default:value2=padding+valuePrefix+value2+valueSuffix;break}return numerals(
value2)}return format2.toString=function(){return specifier+""},format2}function formatPrefix2(specifier,value2){var e=Math.max(-8,Math.min(8,Math.floor(exponent(
value2)/3)))*3,k=Math.pow(10,-e),f=newFormat((specifier=formatSpecifier(specifier),specifier.type="f",specifier),{suffix:prefixes[8+e/3]});return function(value3){
return f(k*value3)}}return{format:newFormat,formatPrefix:formatPrefix2}}var locale,format,formatPrefix;defaultLocale({thousands:",",grouping:[3],currency:["$",""]});
function defaultLocale(definition){return locale=formatLocale(definition),format=locale.format,formatPrefix=locale.formatPrefix,locale}function precisionFixed(step){
return Math.max(0,-exponent(Math.abs(step)))}function precisionPrefix(step,value2){return Math.max(0,Math.max(-8,Math.min(8,Math.floor(exponent(value2)/3)))*3-exponent(
Math.abs(step)))}function precisionRound(step,max){return step=Math.abs(step),max=Math.abs(max)-step,Math.max(0,exponent(max)-exponent(step))+1}function initRange(domain,range2){switch(arguments.length){case 0:break;case 1:this.range(domain);break;default:this.range(range2).domain(domain);break}return this}var implicit=Symbol("implicit");function ordinal(){var index2=new InternMap,domain=[],range2=[],unknown=implicit;function scale(d){let i=index2.get(d);if(i===void 0){
if(unknown!==implicit)return unknown;index2.set(d,i=domain.push(d)-1)}return range2[i%range2.length]}return scale.domain=function(_){if(!arguments.length)return domain.
slice();domain=[],index2=new InternMap;for(let value2 of _)index2.has(value2)||index2.set(value2,domain.push(value2)-1);return scale},scale.range=function(_){return arguments.
length?(range2=Array.from(_),scale):range2.slice()},scale.unknown=function(_){return arguments.length?(unknown=_,scale):unknown},scale.copy=function(){return ordinal(
domain,range2).unknown(unknown)},initRange.apply(scale,arguments),scale}function band(){var scale=ordinal().unknown(void 0),domain=scale.domain,ordinalRange=scale.
range,r0=0,r1=1,step,bandwidth,round2=!1,paddingInner=0,paddingOuter=0,align=.5;delete scale.unknown;function rescale(){var n=domain().length,reverse=r1<r0,start=reverse?
r1:r0,stop=reverse?r0:r1;step=(stop-start)/Math.max(1,n-paddingInner+paddingOuter*2),round2&&(step=Math.floor(step)),start+=(stop-start-step*(n-paddingInner))*align,
bandwidth=step*(1-paddingInner),round2&&(start=Math.round(start),bandwidth=Math.round(bandwidth));var values=range(n).map(function(i){return start+step*i});return ordinalRange(
reverse?values.reverse():values)}return scale.domain=function(_){return arguments.length?(domain(_),rescale()):domain()},scale.range=function(_){return arguments.
length?([r0,r1]=_,r0=+r0,r1=+r1,rescale()):[r0,r1]},scale.rangeRound=function(_){return[r0,r1]=_,r0=+r0,r1=+r1,round2=!0,rescale()},scale.bandwidth=function(){return bandwidth},
scale.step=function(){return step},scale.round=function(_){return arguments.length?(round2=!!_,rescale()):round2},scale.padding=function(_){return arguments.length?
(paddingInner=Math.min(1,paddingOuter=+_),rescale()):paddingInner},scale.paddingInner=function(_){return arguments.length?(paddingInner=Math.min(1,_),rescale()):
paddingInner},scale.paddingOuter=function(_){return arguments.length?(paddingOuter=+_,rescale()):paddingOuter},scale.align=function(_){return arguments.length?(align=
Math.max(0,Math.min(1,_)),rescale()):align},scale.copy=function(){return band(domain(),[r0,r1]).round(round2).paddingInner(paddingInner).paddingOuter(paddingOuter).
align(align)},initRange.apply(rescale(),arguments)}function constants(x){return function(){return x}}function number$1(x){return+x}var unit=[0,1];function identity$1(x){return x}function normalize(a,b){return(b-=
a=+a)?function(x){return(x-a)/b}:constants(isNaN(b)?NaN:.5)}function clamper(a,b){var t;return a>b&&(t=a,a=b,b=t),function(x){return Math.max(a,Math.min(b,x))}}
function bimap(domain,range2,interpolate){var d0=domain[0],d1=domain[1],r0=range2[0],r1=range2[1];return d1<d0?(d0=normalize(d1,d0),r0=interpolate(r1,r0)):(d0=normalize(
d0,d1),r0=interpolate(r0,r1)),function(x){return r0(d0(x))}}function polymap(domain,range2,interpolate){var j=Math.min(domain.length,range2.length)-1,d=new Array(
j),r=new Array(j),i=-1;for(domain[j]<domain[0]&&(domain=domain.slice().reverse(),range2=range2.slice().reverse());++i<j;)d[i]=normalize(domain[i],domain[i+1]),r[i]=
interpolate(range2[i],range2[i+1]);return function(x){var i2=bisectRight(domain,x,1,j)-1;return r[i2](d[i2](x))}}function copy$1(source,target){return target.domain(
source.domain()).range(source.range()).interpolate(source.interpolate()).clamp(source.clamp()).unknown(source.unknown())}function transformer$2(){var domain=unit,
range2=unit,interpolate$1=value,transform,untransform,unknown,clamp=identity$1,piecewise2,output,input;function rescale(){var n=Math.min(domain.length,range2.length);
return clamp!==identity$1&&(clamp=clamper(domain[0],domain[n-1])),piecewise2=n>2?polymap:bimap,output=input=null,scale}function scale(x){return x==null||isNaN(x=
+x)?unknown:(output||(output=piecewise2(domain.map(transform),range2,interpolate$1)))(transform(clamp(x)))}return scale.invert=function(y){return clamp(untransform(
(input||(input=piecewise2(range2,domain.map(transform),number2)))(y)))},scale.domain=function(_){return arguments.length?(domain=Array.from(_,number$1),rescale()):
domain.slice()},scale.range=function(_){return arguments.length?(range2=Array.from(_),rescale()):range2.slice()},scale.rangeRound=function(_){return range2=Array.
from(_),interpolate$1=round,rescale()},scale.clamp=function(_){return arguments.length?(clamp=_?!0:identity$1,rescale()):clamp!==identity$1},scale.interpolate=function(_){
return arguments.length?(interpolate$1=_,rescale()):interpolate$1},scale.unknown=function(_){return arguments.length?(unknown=_,scale):unknown},function(t,u){return transform=
t,untransform=u,rescale()}}function continuous(){return transformer$2()(identity$1,identity$1)}function tickFormat(start,stop,count,specifier){var step=tickStep(
start,stop,count),precision;switch(specifier=formatSpecifier(specifier??",f"),specifier.type){case"s":{var value2=Math.max(Math.abs(start),Math.abs(stop));return specifier.
precision==null&&!isNaN(precision=precisionPrefix(step,value2))&&(specifier.precision=precision),formatPrefix(specifier,value2)}case"":case"e":case"g":case"p":case"\
r":{specifier.precision==null&&!isNaN(precision=precisionRound(step,Math.max(Math.abs(start),Math.abs(stop))))&&(specifier.precision=precision-(specifier.type===
"e"));break}case"f":case"%":{specifier.precision==null&&!isNaN(precision=precisionFixed(step))&&(specifier.precision=precision-(specifier.type==="%")*2);break}}
return format(specifier)}function linearish(scale){var domain=scale.domain;return scale.ticks=function(count){var d=domain();return ticks(d[0],d[d.length-1],count??
10)},scale.tickFormat=function(count,specifier){var d=domain();return tickFormat(d[0],d[d.length-1],count??10,specifier)},scale.nice=function(count){count==null&&
(count=10);var d=domain(),i0=0,i1=d.length-1,start=d[i0],stop=d[i1],prestep,step,maxIter=10;for(stop<start&&(step=start,start=stop,stop=step,step=i0,i0=i1,i1=step);maxIter-- >
0;){if(step=tickIncrement(start,stop,count),step===prestep)return d[i0]=start,d[i1]=stop,domain(d);if(step>0)start=Math.floor(start/step)*step,stop=Math.ceil(stop/
step)*step;else if(step<0)start=Math.ceil(start*step)/step,stop=Math.floor(stop*step)/step;else break;prestep=step}return scale},scale}function linear2(){var scale=continuous();
return scale.copy=function(){return copy$1(scale,linear2())},initRange.apply(scale,arguments),linearish(scale)}function transformPow(exponent2){return function(x){return x<0?-Math.pow(-x,exponent2):Math.pow(x,exponent2)}}function transformSqrt(x){return x<0?-Math.sqrt(-x):
Math.sqrt(x)}function transformSquare(x){return x<0?-x*x:x*x}function powish(transform){var scale=transform(identity$1,identity$1),exponent2=1;function rescale(){
return exponent2===1?transform(identity$1,identity$1):exponent2===.5?transform(transformSqrt,transformSquare):transform(transformPow(exponent2),transformPow(1/exponent2))}
return scale.exponent=function(_){return arguments.length?(exponent2=+_,rescale()):exponent2},linearish(scale)}function pow(){var scale=powish(transformer$2());
return scale.copy=function(){return copy$1(scale,pow()).exponent(scale.exponent())},initRange.apply(scale,arguments),scale}function sqrt(){return pow.apply(null,
arguments).exponent(.5)}var epsilon=1e-6,epsilon22=1e-12,pi=Math.PI,halfPi=pi/2,quarterPi=pi/4,tau=pi*2,degrees3=180/pi,radians2=pi/180,abs=Math.abs,atan=Math.atan,atan2=Math.atan2,cos=Math.
cos,ceil=Math.ceil,exp=Math.exp;var log=Math.log;var sin=Math.sin,sign=Math.sign||function(x){return x>0?1:x<0?-1:0},sqrt2=Math.sqrt,tan=Math.tan;function acos(x){return x>1?0:x<-1?pi:Math.acos(x)}function asin(x){
return x>1?halfPi:x<-1?-halfPi:Math.asin(x)}function noop(){}function streamGeometry(geometry,stream){geometry&&streamGeometryType.hasOwnProperty(geometry.type)&&streamGeometryType[geometry.type](geometry,
stream)}var streamObjectType={Feature:function(object3,stream){streamGeometry(object3.geometry,stream)},FeatureCollection:function(object3,stream){for(var features=object3.
features,i=-1,n=features.length;++i<n;)streamGeometry(features[i].geometry,stream)}},streamGeometryType={Sphere:function(object3,stream){stream.sphere()},Point:function(object3,stream){
object3=object3.coordinates,stream.point(object3[0],object3[1],object3[2])},MultiPoint:function(object3,stream){for(var coordinates=object3.coordinates,i=-1,n=coordinates.
length;++i<n;)object3=coordinates[i],stream.point(object3[0],object3[1],object3[2])},LineString:function(object3,stream){streamLine(object3.coordinates,stream,0)},
MultiLineString:function(object3,stream){for(var coordinates=object3.coordinates,i=-1,n=coordinates.length;++i<n;)streamLine(coordinates[i],stream,0)},Polygon:function(object3,stream){
streamPolygon(object3.coordinates,stream)},MultiPolygon:function(object3,stream){for(var coordinates=object3.coordinates,i=-1,n=coordinates.length;++i<n;)streamPolygon(
coordinates[i],stream)},GeometryCollection:function(object3,stream){for(var geometries=object3.geometries,i=-1,n=geometries.length;++i<n;)streamGeometry(geometries[i],
stream)}};function streamLine(coordinates,stream,closed){var i=-1,n=coordinates.length-closed,coordinate;for(stream.lineStart();++i<n;)coordinate=coordinates[i],
stream.point(coordinate[0],coordinate[1],coordinate[2]);stream.lineEnd()}function streamPolygon(coordinates,stream){var i=-1,n=coordinates.length;for(stream.polygonStart();++i<
n;)streamLine(coordinates[i],stream,1);stream.polygonEnd()}function geoStream(object3,stream){object3&&streamObjectType.hasOwnProperty(object3.type)?streamObjectType[object3.
type](object3,stream):streamGeometry(object3,stream)}var areaRingSum$1=new Adder,areaSum$1=new Adder;function spherical(cartesian2){return[atan2(cartesian2[1],cartesian2[0]),asin(cartesian2[2])]}function cartesian(spherical2){var lambda=spherical2[0],phi=spherical2[1],
cosPhi=cos(phi);return[cosPhi*cos(lambda),cosPhi*sin(lambda),sin(phi)]}function cartesianDot(a,b){return a[0]*b[0]+a[1]*b[1]+a[2]*b[2]}function cartesianCross(a,b){
return[a[1]*b[2]-a[2]*b[1],a[2]*b[0]-a[0]*b[2],a[0]*b[1]-a[1]*b[0]]}function cartesianAddInPlace(a,b){a[0]+=b[0],a[1]+=b[1],a[2]+=b[2]}function cartesianScale(vector,k){
return[vector[0]*k,vector[1]*k,vector[2]*k]}function cartesianNormalizeInPlace(d){var l=sqrt2(d[0]*d[0]+d[1]*d[1]+d[2]*d[2]);d[0]/=l,d[1]/=l,d[2]/=l}function compose(a,b){function compose2(x,y){return x=a(x,y),b(x[0],x[1])}return a.invert&&b.invert&&(compose2.invert=function(x,y){return x=b.invert(x,y),x&&a.
invert(x[0],x[1])}),compose2}function rotationIdentity(lambda,phi){return abs(lambda)>pi&&(lambda-=Math.round(lambda/tau)*tau),[lambda,phi]}rotationIdentity.invert=
rotationIdentity;function rotateRadians(deltaLambda,deltaPhi,deltaGamma){return(deltaLambda%=tau)?deltaPhi||deltaGamma?compose(rotationLambda(deltaLambda),rotationPhiGamma(
deltaPhi,deltaGamma)):rotationLambda(deltaLambda):deltaPhi||deltaGamma?rotationPhiGamma(deltaPhi,deltaGamma):rotationIdentity}function forwardRotationLambda(deltaLambda){
return function(lambda,phi){return lambda+=deltaLambda,abs(lambda)>pi&&(lambda-=Math.round(lambda/tau)*tau),[lambda,phi]}}function rotationLambda(deltaLambda){var rotation=forwardRotationLambda(
deltaLambda);return rotation.invert=forwardRotationLambda(-deltaLambda),rotation}function rotationPhiGamma(deltaPhi,deltaGamma){var cosDeltaPhi=cos(deltaPhi),sinDeltaPhi=sin(
deltaPhi),cosDeltaGamma=cos(deltaGamma),sinDeltaGamma=sin(deltaGamma);function rotation(lambda,phi){var cosPhi=cos(phi),x=cos(lambda)*cosPhi,y=sin(lambda)*cosPhi,
z=sin(phi),k=z*cosDeltaPhi+x*sinDeltaPhi;return[atan2(y*cosDeltaGamma-k*sinDeltaGamma,x*cosDeltaPhi-z*sinDeltaPhi),asin(k*cosDeltaGamma+y*sinDeltaGamma)]}return rotation.
invert=function(lambda,phi){var cosPhi=cos(phi),x=cos(lambda)*cosPhi,y=sin(lambda)*cosPhi,z=sin(phi),k=z*cosDeltaGamma-y*sinDeltaGamma;return[atan2(y*cosDeltaGamma+
z*sinDeltaGamma,x*cosDeltaPhi+k*sinDeltaPhi),asin(k*cosDeltaPhi-x*sinDeltaPhi)]},rotation}function circleStream(stream,radius,delta,direction,t02,t12){if(delta){var cosRadius=cos(radius),sinRadius=sin(radius),step=direction*delta;t02==null?(t02=radius+
direction*tau,t12=radius-step/2):(t02=circleRadius(cosRadius,t02),t12=circleRadius(cosRadius,t12),(direction>0?t02<t12:t02>t12)&&(t02+=direction*tau));for(var point,
t=t02;direction>0?t>t12:t<t12;t-=step)point=spherical([cosRadius,-sinRadius*cos(t),-sinRadius*sin(t)]),stream.point(point[0],point[1])}}function circleRadius(cosRadius,point){
point=cartesian(point),point[0]-=cosRadius,cartesianNormalizeInPlace(point);var radius=acos(-point[1]);return((-point[2]<0?-radius:radius)+tau-epsilon)%tau}function clipBuffer(){var lines=[],line;return{point:function(x,y,m){line.push([x,y,m])},lineStart:function(){lines.push(line=[])},lineEnd:noop,rejoin:function(){
lines.length>1&&lines.push(lines.pop().concat(lines.shift()))},result:function(){var result=lines;return lines=[],line=null,result}}}function pointEqual(a,b){return abs(
a[0]-b[0])<epsilon&&abs(a[1]-b[1])<epsilon}function Intersection(point,points,other,entry){this.x=point,this.z=points,this.o=other,this.e=entry,this.v=!1,this.n=
this.p=null}function clipRejoin(segments,compareIntersection2,startInside,interpolate,stream){var subject=[],clip2=[],i,n;if(segments.forEach(function(segment){
if(!((n2=segment.length-1)<=0)){var n2,p0=segment[0],p1=segment[n2],x;if(pointEqual(p0,p1)){if(!p0[2]&&!p1[2]){for(stream.lineStart(),i=0;i<n2;++i)stream.point(
(p0=segment[i])[0],p0[1]);stream.lineEnd();return}p1[0]+=2*epsilon}subject.push(x=new Intersection(p0,segment,null,!0)),clip2.push(x.o=new Intersection(p0,null,
x,!1)),subject.push(x=new Intersection(p1,segment,null,!1)),clip2.push(x.o=new Intersection(p1,null,x,!0))}}),!!subject.length){for(clip2.sort(compareIntersection2),
link(subject),link(clip2),i=0,n=clip2.length;i<n;++i)clip2[i].e=startInside=!startInside;for(var start=subject[0],points,point;;){for(var current=start,isSubject=!0;current.
v;)if((current=current.n)===start)return;points=current.z,stream.lineStart();do{if(current.v=current.o.v=!0,current.e){if(isSubject)for(i=0,n=points.length;i<n;++i)
stream.point((point=points[i])[0],point[1]);else interpolate(current.x,current.n.x,1,stream);current=current.n}else{if(isSubject)for(points=current.p.z,i=points.
length-1;i>=0;--i)stream.point((point=points[i])[0],point[1]);else interpolate(current.x,current.p.x,-1,stream);current=current.p}current=current.o,points=current.
z,isSubject=!isSubject}while(!current.v);stream.lineEnd()}}}function link(array2){if(n=array2.length){for(var n,i=0,a=array2[0],b;++i<n;)a.n=b=array2[i],b.p=a,a=
b;a.n=b=array2[0],b.p=a}}function longitude(point){return abs(point[0])<=pi?point[0]:sign(point[0])*((abs(point[0])+pi)%tau-pi)}function polygonContains(polygon,point){
var lambda=longitude(point),phi=point[1],sinPhi=sin(phi),normal=[sin(lambda),-cos(lambda),0],angle=0,winding=0,sum=new Adder;sinPhi===1?phi=halfPi+epsilon:sinPhi===
-1&&(phi=-halfPi-epsilon);for(var i=0,n=polygon.length;i<n;++i)if(m=(ring=polygon[i]).length)for(var ring,m,point0=ring[m-1],lambda0=longitude(point0),phi0=point0[1]/
2+quarterPi,sinPhi0=sin(phi0),cosPhi0=cos(phi0),j=0;j<m;++j,lambda0=lambda1,sinPhi0=sinPhi1,cosPhi0=cosPhi1,point0=point1){var point1=ring[j],lambda1=longitude(
point1),phi1=point1[1]/2+quarterPi,sinPhi1=sin(phi1),cosPhi1=cos(phi1),delta=lambda1-lambda0,sign2=delta>=0?1:-1,absDelta=sign2*delta,antimeridian=absDelta>pi,k=sinPhi0*
sinPhi1;if(sum.add(atan2(k*sign2*sin(absDelta),cosPhi0*cosPhi1+k*cos(absDelta))),angle+=antimeridian?delta+sign2*tau:delta,antimeridian^lambda0>=lambda^lambda1>=
lambda){var arc=cartesianCross(cartesian(point0),cartesian(point1));cartesianNormalizeInPlace(arc);var intersection=cartesianCross(normal,arc);cartesianNormalizeInPlace(
intersection);var phiArc=(antimeridian^delta>=0?-1:1)*asin(intersection[2]);(phi>phiArc||phi===phiArc&&(arc[0]||arc[1]))&&(winding+=antimeridian^delta>=0?1:-1)}}
return(angle<-epsilon||angle<epsilon&&sum<-epsilon22)^winding&1}function clip(pointVisible,clipLine2,interpolate,start){return function(sink){var line=clipLine2(
sink),ringBuffer=clipBuffer(),ringSink=clipLine2(ringBuffer),polygonStarted=!1,polygon,segments,ring,clip2={point,lineStart,lineEnd,polygonStart:function(){clip2.
point=pointRing,clip2.lineStart=ringStart,clip2.lineEnd=ringEnd,segments=[],polygon=[]},polygonEnd:function(){clip2.point=point,clip2.lineStart=lineStart,clip2.
lineEnd=lineEnd,segments=merge(segments);var startInside=polygonContains(polygon,start);segments.length?(polygonStarted||(sink.polygonStart(),polygonStarted=!0),
clipRejoin(segments,compareIntersection,startInside,interpolate,sink)):startInside&&(polygonStarted||(sink.polygonStart(),polygonStarted=!0),sink.lineStart(),interpolate(
null,null,1,sink),sink.lineEnd()),polygonStarted&&(sink.polygonEnd(),polygonStarted=!1),segments=polygon=null},sphere:function(){sink.polygonStart(),sink.lineStart(),
interpolate(null,null,1,sink),sink.lineEnd(),sink.polygonEnd()}};function point(lambda,phi){pointVisible(lambda,phi)&&sink.point(lambda,phi)}function pointLine(lambda,phi){
line.point(lambda,phi)}function lineStart(){clip2.point=pointLine,line.lineStart()}function lineEnd(){clip2.point=point,line.lineEnd()}function pointRing(lambda,phi){
ring.push([lambda,phi]),ringSink.point(lambda,phi)}function ringStart(){ringSink.lineStart(),ring=[]}function ringEnd(){pointRing(ring[0][0],ring[0][1]),ringSink.
lineEnd();var clean=ringSink.clean(),ringSegments=ringBuffer.result(),i,n=ringSegments.length,m,segment,point2;if(ring.pop(),polygon.push(ring),ring=null,!!n){if(clean&
1){if(segment=ringSegments[0],(m=segment.length-1)>0){for(polygonStarted||(sink.polygonStart(),polygonStarted=!0),sink.lineStart(),i=0;i<m;++i)sink.point((point2=
segment[i])[0],point2[1]);sink.lineEnd()}return}n>1&&clean&2&&ringSegments.push(ringSegments.pop().concat(ringSegments.shift())),segments.push(ringSegments.filter(
validSegment))}}return clip2}}function validSegment(segment){return segment.length>1}function compareIntersection(a,b){return((a=a.x)[0]<0?a[1]-halfPi-epsilon:halfPi-
a[1])-((b=b.x)[0]<0?b[1]-halfPi-epsilon:halfPi-b[1])}var clipAntimeridian=clip(function(){return!0},clipAntimeridianLine,clipAntimeridianInterpolate,[-pi,-halfPi]);
function clipAntimeridianLine(stream){var lambda0=NaN,phi0=NaN,sign0=NaN,clean;return{lineStart:function(){stream.lineStart(),clean=1},point:function(lambda1,phi1){
var sign1=lambda1>0?pi:-pi,delta=abs(lambda1-lambda0);abs(delta-pi)<epsilon?(stream.point(lambda0,phi0=(phi0+phi1)/2>0?halfPi:-halfPi),stream.point(sign0,phi0),
stream.lineEnd(),stream.lineStart(),stream.point(sign1,phi0),stream.point(lambda1,phi0),clean=0):sign0!==sign1&&delta>=pi&&(abs(lambda0-sign0)<epsilon&&(lambda0-=
sign0*epsilon),abs(lambda1-sign1)<epsilon&&(lambda1-=sign1*epsilon),phi0=clipAntimeridianIntersect(lambda0,phi0,lambda1,phi1),stream.point(sign0,phi0),stream.lineEnd(),
stream.lineStart(),stream.point(sign1,phi0),clean=0),stream.point(lambda0=lambda1,phi0=phi1),sign0=sign1},lineEnd:function(){stream.lineEnd(),lambda0=phi0=NaN},
clean:function(){return 2-clean}}}function clipAntimeridianIntersect(lambda0,phi0,lambda1,phi1){var cosPhi0,cosPhi1,sinLambda0Lambda1=sin(lambda0-lambda1);return abs(
sinLambda0Lambda1)>epsilon?atan((sin(phi0)*(cosPhi1=cos(phi1))*sin(lambda1)-sin(phi1)*(cosPhi0=cos(phi0))*sin(lambda0))/(cosPhi0*cosPhi1*sinLambda0Lambda1)):(phi0+
phi1)/2}function clipAntimeridianInterpolate(from,to,direction,stream){var phi;if(from==null)phi=direction*halfPi,stream.point(-pi,phi),stream.point(0,phi),stream.
point(pi,phi),stream.point(pi,0),stream.point(pi,-phi),stream.point(0,-phi),stream.point(-pi,-phi),stream.point(-pi,0),stream.point(-pi,phi);else if(abs(from[0]-
to[0])>epsilon){var lambda=from[0]<to[0]?pi:-pi;phi=direction*lambda/2,stream.point(-lambda,phi),stream.point(0,phi),stream.point(lambda,phi)}else stream.point(
to[0],to[1])}function clipCircle(radius){var cr=cos(radius),delta=2*radians2,smallRadius=cr>0,notHemisphere=abs(cr)>epsilon;function interpolate(from,to,direction,stream){
circleStream(stream,radius,delta,direction,from,to)}function visible(lambda,phi){return cos(lambda)*cos(phi)>cr}function clipLine2(stream){var point0,c0,v0,v00,
clean;return{lineStart:function(){v00=v0=!1,clean=1},point:function(lambda,phi){var point1=[lambda,phi],point2,v=visible(lambda,phi),c=smallRadius?v?0:code(lambda,
phi):v?code(lambda+(lambda<0?pi:-pi),phi):0;if(!point0&&(v00=v0=v)&&stream.lineStart(),v!==v0&&(point2=intersect(point0,point1),(!point2||pointEqual(point0,point2)||
pointEqual(point1,point2))&&(point1[2]=1)),v!==v0)clean=0,v?(stream.lineStart(),point2=intersect(point1,point0),stream.point(point2[0],point2[1])):(point2=intersect(
point0,point1),stream.point(point2[0],point2[1],2),stream.lineEnd()),point0=point2;else if(notHemisphere&&point0&&smallRadius^v){var t;!(c&c0)&&(t=intersect(point1,
point0,!0))&&(clean=0,smallRadius?(stream.lineStart(),stream.point(t[0][0],t[0][1]),stream.point(t[1][0],t[1][1]),stream.lineEnd()):(stream.point(t[1][0],t[1][1]),
stream.lineEnd(),stream.lineStart(),stream.point(t[0][0],t[0][1],3)))}v&&(!point0||!pointEqual(point0,point1))&&stream.point(point1[0],point1[1]),point0=point1,
v0=v,c0=c},lineEnd:function(){v0&&stream.lineEnd(),point0=null},clean:function(){return clean|(v00&&v0)<<1}}}function intersect(a,b,two){var pa=cartesian(a),pb=cartesian(
b),n1=[1,0,0],n2=cartesianCross(pa,pb),n2n2=cartesianDot(n2,n2),n1n2=n2[0],determinant=n2n2-n1n2*n1n2;if(!determinant)return!two&&a;var c1=cr*n2n2/determinant,c2=-cr*
n1n2/determinant,n1xn2=cartesianCross(n1,n2),A5=cartesianScale(n1,c1),B2=cartesianScale(n2,c2);cartesianAddInPlace(A5,B2);var u=n1xn2,w=cartesianDot(A5,u),uu=cartesianDot(
u,u),t22=w*w-uu*(cartesianDot(A5,A5)-1);if(!(t22<0)){var t=sqrt2(t22),q=cartesianScale(u,(-w-t)/uu);if(cartesianAddInPlace(q,A5),q=spherical(q),!two)return q;var lambda0=a[0],
lambda1=b[0],phi0=a[1],phi1=b[1],z;lambda1<lambda0&&(z=lambda0,lambda0=lambda1,lambda1=z);var delta2=lambda1-lambda0,polar=abs(delta2-pi)<epsilon,meridian=polar||
delta2<epsilon;if(!polar&&phi1<phi0&&(z=phi0,phi0=phi1,phi1=z),meridian?polar?phi0+phi1>0^q[1]<(abs(q[0]-lambda0)<epsilon?phi0:phi1):phi0<=q[1]&&q[1]<=phi1:delta2>
pi^(lambda0<=q[0]&&q[0]<=lambda1)){var q1=cartesianScale(u,(-w+t)/uu);return cartesianAddInPlace(q1,A5),[q,spherical(q1)]}}}function code(lambda,phi){var r=smallRadius?
radius:pi-radius,code2=0;return lambda<-r?code2|=1:lambda>r&&(code2|=2),phi<-r?code2|=4:phi>r&&(code2|=8),code2}return clip(visible,clipLine2,interpolate,smallRadius?
[0,-radius]:[-pi,radius-pi])}function clipLine(a,b,x02,y02,x12,y12){var ax=a[0],ay=a[1],bx=b[0],by=b[1],t02=0,t12=1,dx=bx-ax,dy=by-ay,r;if(r=x02-ax,!(!dx&&r>0)){
if(r/=dx,dx<0){if(r<t02)return;r<t12&&(t12=r)}else if(dx>0){if(r>t12)return;r>t02&&(t02=r)}if(r=x12-ax,!(!dx&&r<0)){if(r/=dx,dx<0){if(r>t12)return;r>t02&&(t02=r)}else if(dx>
0){if(r<t02)return;r<t12&&(t12=r)}if(r=y02-ay,!(!dy&&r>0)){if(r/=dy,dy<0){if(r<t02)return;r<t12&&(t12=r)}else if(dy>0){if(r>t12)return;r>t02&&(t02=r)}if(r=y12-ay,
!(!dy&&r<0)){if(r/=dy,dy<0){if(r>t12)return;r>t02&&(t02=r)}else if(dy>0){if(r<t02)return;r<t12&&(t12=r)}return t02>0&&(a[0]=ax+t02*dx,a[1]=ay+t02*dy),t12<1&&(b[0]=
ax+t12*dx,b[1]=ay+t12*dy),!0}}}}}var clipMax=1e9,clipMin=-clipMax;function clipRectangle(x02,y02,x12,y12){function visible(x,y){return x02<=x&&x<=x12&&y02<=y&&y<=
y12}function interpolate(from,to,direction,stream){var a=0,a1=0;if(from==null||(a=corner(from,direction))!==(a1=corner(to,direction))||comparePoint(from,to)<0^direction>
0)do stream.point(a===0||a===3?x02:x12,a>1?y12:y02);while((a=(a+direction+4)%4)!==a1);else stream.point(to[0],to[1])}function corner(p,direction){return abs(p[0]-
x02)<epsilon?direction>0?0:3:abs(p[0]-x12)<epsilon?direction>0?2:1:abs(p[1]-y02)<epsilon?direction>0?1:0:direction>0?3:2}function compareIntersection2(a,b){return comparePoint(
a.x,b.x)}function comparePoint(a,b){var ca=corner(a,1),cb=corner(b,1);return ca!==cb?ca-cb:ca===0?b[1]-a[1]:ca===1?a[0]-b[0]:ca===2?a[1]-b[1]:b[0]-a[0]}return function(stream){
var activeStream=stream,bufferStream=clipBuffer(),segments,polygon,ring,x__,y__,v__,x_,y_,v_,first,clean,clipStream={point,lineStart,lineEnd,polygonStart,polygonEnd};
function point(x,y){visible(x,y)&&activeStream.point(x,y)}function polygonInside(){for(var winding=0,i=0,n=polygon.length;i<n;++i)for(var ring2=polygon[i],j=1,m=ring2.
length,point2=ring2[0],a0,a1,b0=point2[0],b1=point2[1];j<m;++j)a0=b0,a1=b1,point2=ring2[j],b0=point2[0],b1=point2[1],a1<=y12?b1>y12&&(b0-a0)*(y12-a1)>(b1-a1)*(x02-
a0)&&++winding:b1<=y12&&(b0-a0)*(y12-a1)<(b1-a1)*(x02-a0)&&--winding;return winding}function polygonStart(){activeStream=bufferStream,segments=[],polygon=[],clean=
!0}function polygonEnd(){var startInside=polygonInside(),cleanInside=clean&&startInside,visible2=(segments=merge(segments)).length;(cleanInside||visible2)&&(stream.
polygonStart(),cleanInside&&(stream.lineStart(),interpolate(null,null,1,stream),stream.lineEnd()),visible2&&clipRejoin(segments,compareIntersection2,startInside,
interpolate,stream),stream.polygonEnd()),activeStream=stream,segments=polygon=ring=null}function lineStart(){clipStream.point=linePoint,polygon&&polygon.push(ring=
[]),first=!0,v_=!1,x_=y_=NaN}function lineEnd(){segments&&(linePoint(x__,y__),v__&&v_&&bufferStream.rejoin(),segments.push(bufferStream.result())),clipStream.point=
point,v_&&activeStream.lineEnd()}function linePoint(x,y){var v=visible(x,y);if(polygon&&ring.push([x,y]),first)x__=x,y__=y,v__=v,first=!1,v&&(activeStream.lineStart(),
activeStream.point(x,y));else if(v&&v_)activeStream.point(x,y);else{var a=[x_=Math.max(clipMin,Math.min(clipMax,x_)),y_=Math.max(clipMin,Math.min(clipMax,y_))],
b=[x=Math.max(clipMin,Math.min(clipMax,x)),y=Math.max(clipMin,Math.min(clipMax,y))];clipLine(a,b,x02,y02,x12,y12)?(v_||(activeStream.lineStart(),activeStream.point(
a[0],a[1])),activeStream.point(b[0],b[1]),v||activeStream.lineEnd(),clean=!1):v&&(activeStream.lineStart(),activeStream.point(x,y),clean=!1)}x_=x,y_=y,v_=v}return clipStream}}function graticuleX(y02,y12,dy){var y=range(y02,y12-epsilon,dy).concat(y12);return function(x){return y.map(function(y2){return[x,y2]})}}function graticuleY(x02,x12,dx){
var x=range(x02,x12-epsilon,dx).concat(x12);return function(y){return x.map(function(x2){return[x2,y]})}}function graticule(){var x12,x02,X12,X02,y12,y02,Y12,Y02,
dx=10,dy=dx,DX=90,DY=360,x,y,X,Y,precision=2.5;function graticule2(){return{type:"MultiLineString",coordinates:lines()}}function lines(){return range(ceil(X02/DX)*
DX,X12,DX).map(X).concat(range(ceil(Y02/DY)*DY,Y12,DY).map(Y)).concat(range(ceil(x02/dx)*dx,x12,dx).filter(function(x2){return abs(x2%DX)>epsilon}).map(x)).concat(
range(ceil(y02/dy)*dy,y12,dy).filter(function(y2){return abs(y2%DY)>epsilon}).map(y))}return graticule2.lines=function(){return lines().map(function(coordinates){
return{type:"LineString",coordinates}})},graticule2.outline=function(){return{type:"Polygon",coordinates:[X(X02).concat(Y(Y12).slice(1),X(X12).reverse().slice(1),
Y(Y02).reverse().slice(1))]}},graticule2.extent=function(_){return arguments.length?graticule2.extentMajor(_).extentMinor(_):graticule2.extentMinor()},graticule2.
extentMajor=function(_){return arguments.length?(X02=+_[0][0],X12=+_[1][0],Y02=+_[0][1],Y12=+_[1][1],X02>X12&&(_=X02,X02=X12,X12=_),Y02>Y12&&(_=Y02,Y02=Y12,Y12=
_),graticule2.precision(precision)):[[X02,Y02],[X12,Y12]]},graticule2.extentMinor=function(_){return arguments.length?(x02=+_[0][0],x12=+_[1][0],y02=+_[0][1],y12=
+_[1][1],x02>x12&&(_=x02,x02=x12,x12=_),y02>y12&&(_=y02,y02=y12,y12=_),graticule2.precision(precision)):[[x02,y02],[x12,y12]]},graticule2.step=function(_){return arguments.
length?graticule2.stepMajor(_).stepMinor(_):graticule2.stepMinor()},graticule2.stepMajor=function(_){return arguments.length?(DX=+_[0],DY=+_[1],graticule2):[DX,
DY]},graticule2.stepMinor=function(_){return arguments.length?(dx=+_[0],dy=+_[1],graticule2):[dx,dy]},graticule2.precision=function(_){return arguments.length?(precision=
+_,x=graticuleX(y02,y12,90),y=graticuleY(x02,x12,precision),X=graticuleX(Y02,Y12,90),Y=graticuleY(X02,X12,precision),graticule2):precision},graticule2.extentMajor(
[[-180,-90+epsilon],[180,90-epsilon]]).extentMinor([[-180,-80-epsilon],[180,80+epsilon]])}function graticule10(){return graticule()()}var identity$12=x=>x,areaSum=new Adder,areaRingSum=new Adder,x00$2,y00$2,x0$3,y0$3,areaStream={point:noop,lineStart:noop,lineEnd:noop,polygonStart:function(){areaStream.
lineStart=areaRingStart,areaStream.lineEnd=areaRingEnd},polygonEnd:function(){areaStream.lineStart=areaStream.lineEnd=areaStream.point=noop,areaSum.add(abs(areaRingSum)),
areaRingSum=new Adder},result:function(){var area=areaSum/2;return areaSum=new Adder,area}};function areaRingStart(){areaStream.point=areaPointFirst}function areaPointFirst(x,y){
areaStream.point=areaPoint,x00$2=x0$3=x,y00$2=y0$3=y}function areaPoint(x,y){areaRingSum.add(y0$3*x-x0$3*y),x0$3=x,y0$3=y}function areaRingEnd(){areaPoint(x00$2,
y00$2)}var x0$2=1/0,y0$2=x0$2,x1=-x0$2,y1=x1,boundsStream={point:boundsPoint,lineStart:noop,lineEnd:noop,polygonStart:noop,polygonEnd:noop,result:function(){var bounds=[
[x0$2,y0$2],[x1,y1]];return x1=y1=-(y0$2=x0$2=1/0),bounds}};function boundsPoint(x,y){x<x0$2&&(x0$2=x),x>x1&&(x1=x),y<y0$2&&(y0$2=y),y>y1&&(y1=y)}var X0=0,Y0=0,
Z0=0,X1=0,Y1=0,Z1=0,X2=0,Y2=0,Z2=0,x00$1,y00$1,x0$1,y0$1,centroidStream={point:centroidPoint,lineStart:centroidLineStart,lineEnd:centroidLineEnd,polygonStart:function(){
centroidStream.lineStart=centroidRingStart,centroidStream.lineEnd=centroidRingEnd},polygonEnd:function(){centroidStream.point=centroidPoint,centroidStream.lineStart=
centroidLineStart,centroidStream.lineEnd=centroidLineEnd},result:function(){var centroid=Z2?[X2/Z2,Y2/Z2]:Z1?[X1/Z1,Y1/Z1]:Z0?[X0/Z0,Y0/Z0]:[NaN,NaN];return X0=
Y0=Z0=X1=Y1=Z1=X2=Y2=Z2=0,centroid}};function centroidPoint(x,y){X0+=x,Y0+=y,++Z0}function centroidLineStart(){centroidStream.point=centroidPointFirstLine}function centroidPointFirstLine(x,y){
centroidStream.point=centroidPointLine,centroidPoint(x0$1=x,y0$1=y)}function centroidPointLine(x,y){var dx=x-x0$1,dy=y-y0$1,z=sqrt2(dx*dx+dy*dy);X1+=z*(x0$1+x)/
2,Y1+=z*(y0$1+y)/2,Z1+=z,centroidPoint(x0$1=x,y0$1=y)}function centroidLineEnd(){centroidStream.point=centroidPoint}function centroidRingStart(){centroidStream.
point=centroidPointFirstRing}function centroidRingEnd(){centroidPointRing(x00$1,y00$1)}function centroidPointFirstRing(x,y){centroidStream.point=centroidPointRing,
centroidPoint(x00$1=x0$1=x,y00$1=y0$1=y)}function centroidPointRing(x,y){var dx=x-x0$1,dy=y-y0$1,z=sqrt2(dx*dx+dy*dy);X1+=z*(x0$1+x)/2,Y1+=z*(y0$1+y)/2,Z1+=z,z=
y0$1*x-x0$1*y,X2+=z*(x0$1+x),Y2+=z*(y0$1+y),Z2+=z*3,centroidPoint(x0$1=x,y0$1=y)}function PathContext(context){this._context=context}PathContext.prototype={_radius:4.5,
pointRadius:function(_){return this._radius=_,this},polygonStart:function(){this._line=0},polygonEnd:function(){this._line=NaN},lineStart:function(){this._point=
0},lineEnd:function(){this._line===0&&this._context.closePath(),this._point=NaN},point:function(x,y){switch(this._point){case 0:{this._context.moveTo(x,y),this.
_point=1;break}case 1:{this._context.lineTo(x,y);break}default:{this._context.moveTo(x+this._radius,y),this._context.arc(x,y,this._radius,0,tau);break}}},result:noop};
var lengthSum=new Adder,lengthRing,x00,y00,x0,y0,lengthStream={point:noop,lineStart:function(){lengthStream.point=lengthPointFirst},lineEnd:function(){lengthRing&&
lengthPoint(x00,y00),lengthStream.point=noop},polygonStart:function(){lengthRing=!0},polygonEnd:function(){lengthRing=null},result:function(){var length=+lengthSum;
return lengthSum=new Adder,length}};function lengthPointFirst(x,y){lengthStream.point=lengthPoint,x00=x0=x,y00=y0=y}function lengthPoint(x,y){x0-=x,y0-=y,lengthSum.
add(sqrt2(x0*x0+y0*y0)),x0=x,y0=y}var cacheDigits,cacheAppend,cacheRadius,cacheCircle,PathString=class{constructor(digits){this._append=digits==null?append:appendRound(
digits),this._radius=4.5,this._=""}pointRadius(_){return this._radius=+_,this}polygonStart(){this._line=0}polygonEnd(){this._line=NaN}lineStart(){this._point=0}lineEnd(){
this._line===0&&(this._+="Z"),this._point=NaN}point(x,y){switch(this._point){case 0:{this._append`M${x},${y}`,this._point=1;break}case 1:{this._append`L${x},${y}`;
break}default:{if(this._append`M${x},${y}`,this._radius!==cacheRadius||this._append!==cacheAppend){let r=this._radius,s=this._;this._="",this._append`m0,${r}a${r},${r} 0 1,1 0,${-2*
r}a${r},${r} 0 1,1 0,${2*r}z`,cacheRadius=r,cacheAppend=this._append,cacheCircle=this._,this._=s}this._+=cacheCircle;break}}}result(){let result=this._;return this.
_="",result.length?result:null}};function append(strings){let i=1;this._+=strings[0];for(let j=strings.length;i<j;++i)this._+=arguments[i]+strings[i]}function appendRound(digits){
let d=Math.floor(digits);if(!(d>=0))throw new RangeError(`invalid digits: ${digits}`);if(d>15)return append;if(d!==cacheDigits){let k=10**d;cacheDigits=d,cacheAppend=
function(strings){let i=1;this._+=strings[0];for(let j=strings.length;i<j;++i)this._+=Math.round(arguments[i]*k)/k+strings[i]}}return cacheAppend}function index(projection2,context){
let digits=3,pointRadius=4.5,projectionStream,contextStream;function path(object3){return object3&&(typeof pointRadius=="function"&&contextStream.pointRadius(+pointRadius.
apply(this,arguments)),geoStream(object3,projectionStream(contextStream))),contextStream.result()}return path.area=function(object3){return geoStream(object3,projectionStream(
areaStream)),areaStream.result()},path.measure=function(object3){return geoStream(object3,projectionStream(lengthStream)),lengthStream.result()},path.bounds=function(object3){
return geoStream(object3,projectionStream(boundsStream)),boundsStream.result()},path.centroid=function(object3){return geoStream(object3,projectionStream(centroidStream)),
centroidStream.result()},path.projection=function(_){return arguments.length?(projectionStream=_==null?(projection2=null,identity$12):(projection2=_).stream,path):
projection2},path.context=function(_){return arguments.length?(contextStream=_==null?(context=null,new PathString(digits)):new PathContext(context=_),typeof pointRadius!=
"function"&&contextStream.pointRadius(pointRadius),path):context},path.pointRadius=function(_){return arguments.length?(pointRadius=typeof _=="function"?_:(contextStream.
pointRadius(+_),+_),path):pointRadius},path.digits=function(_){if(!arguments.length)return digits;if(_==null)digits=null;else{let d=Math.floor(_);if(!(d>=0))throw new RangeError(
`invalid digits: ${_}`);digits=d}return context===null&&(contextStream=new PathString(digits)),path},path.projection(projection2).digits(digits).context(context)}function transformer(methods){return function(stream){var s=new TransformStream;for(var key in methods)s[key]=methods[key];return s.stream=stream,s}}function TransformStream(){}
TransformStream.prototype={constructor:TransformStream,point:function(x,y){this.stream.point(x,y)},sphere:function(){this.stream.sphere()},lineStart:function(){
this.stream.lineStart()},lineEnd:function(){this.stream.lineEnd()},polygonStart:function(){this.stream.polygonStart()},polygonEnd:function(){this.stream.polygonEnd()}};
function fit(projection2,fitBounds,object3){var clip2=projection2.clipExtent&&projection2.clipExtent();return projection2.scale(150).translate([0,0]),clip2!=null&&
projection2.clipExtent(null),geoStream(object3,projection2.stream(boundsStream)),fitBounds(boundsStream.result()),clip2!=null&&projection2.clipExtent(clip2),projection2}
function fitExtent(projection2,extent,object3){return fit(projection2,function(b){var w=extent[1][0]-extent[0][0],h=extent[1][1]-extent[0][1],k=Math.min(w/(b[1][0]-
b[0][0]),h/(b[1][1]-b[0][1])),x=+extent[0][0]+(w-k*(b[1][0]+b[0][0]))/2,y=+extent[0][1]+(h-k*(b[1][1]+b[0][1]))/2;projection2.scale(150*k).translate([x,y])},object3)}
function fitSize(projection2,size,object3){return fitExtent(projection2,[[0,0],size],object3)}function fitWidth(projection2,width,object3){return fit(projection2,
function(b){var w=+width,k=w/(b[1][0]-b[0][0]),x=(w-k*(b[1][0]+b[0][0]))/2,y=-k*b[0][1];projection2.scale(150*k).translate([x,y])},object3)}function fitHeight(projection2,height,object3){
return fit(projection2,function(b){var h=+height,k=h/(b[1][1]-b[0][1]),x=-k*b[0][0],y=(h-k*(b[1][1]+b[0][1]))/2;projection2.scale(150*k).translate([x,y])},object3)}
var maxDepth=16,cosMinDistance=cos(30*radians2);function resample(project,delta2){return+delta2?resample$1(project,delta2):resampleNone(project)}function resampleNone(project){
return transformer({point:function(x,y){x=project(x,y),this.stream.point(x[0],x[1])}})}function resample$1(project,delta2){function resampleLineTo(x02,y02,lambda0,a0,b0,c0,x12,y12,lambda1,a1,b1,c1,depth,stream){
var dx=x12-x02,dy=y12-y02,d2=dx*dx+dy*dy;if(d2>4*delta2&&depth--){var a=a0+a1,b=b0+b1,c=c0+c1,m=sqrt2(a*a+b*b+c*c),phi2=asin(c/=m),lambda2=abs(abs(c)-1)<epsilon||
abs(lambda0-lambda1)<epsilon?(lambda0+lambda1)/2:atan2(b,a),p=project(lambda2,phi2),x2=p[0],y2=p[1],dx2=x2-x02,dy2=y2-y02,dz=dy*dx2-dx*dy2;(dz*dz/d2>delta2||abs(
(dx*dx2+dy*dy2)/d2-.5)>.3||a0*a1+b0*b1+c0*c1<cosMinDistance)&&(resampleLineTo(x02,y02,lambda0,a0,b0,c0,x2,y2,lambda2,a/=m,b/=m,c,depth,stream),stream.point(x2,y2),
resampleLineTo(x2,y2,lambda2,a,b,c,x12,y12,lambda1,a1,b1,c1,depth,stream))}}return function(stream){var lambda00,x002,y002,a00,b00,c00,lambda0,x02,y02,a0,b0,c0,
resampleStream={point,lineStart,lineEnd,polygonStart:function(){stream.polygonStart(),resampleStream.lineStart=ringStart},polygonEnd:function(){stream.polygonEnd(),
resampleStream.lineStart=lineStart}};function point(x,y){x=project(x,y),stream.point(x[0],x[1])}function lineStart(){x02=NaN,resampleStream.point=linePoint,stream.
lineStart()}function linePoint(lambda,phi){var c=cartesian([lambda,phi]),p=project(lambda,phi);resampleLineTo(x02,y02,lambda0,a0,b0,c0,x02=p[0],y02=p[1],lambda0=
lambda,a0=c[0],b0=c[1],c0=c[2],maxDepth,stream),stream.point(x02,y02)}function lineEnd(){resampleStream.point=point,stream.lineEnd()}function ringStart(){lineStart(),
resampleStream.point=ringPoint,resampleStream.lineEnd=ringEnd}function ringPoint(lambda,phi){linePoint(lambda00=lambda,phi),x002=x02,y002=y02,a00=a0,b00=b0,c00=
c0,resampleStream.point=linePoint}function ringEnd(){resampleLineTo(x02,y02,lambda0,a0,b0,c0,x002,y002,lambda00,a00,b00,c00,maxDepth,stream),resampleStream.lineEnd=
lineEnd,lineEnd()}return resampleStream}}var transformRadians=transformer({point:function(x,y){this.stream.point(x*radians2,y*radians2)}});function transformRotate(rotate){
return transformer({point:function(x,y){var r=rotate(x,y);return this.stream.point(r[0],r[1])}})}function scaleTranslate(k,dx,dy,sx,sy){function transform(x,y){
return x*=sx,y*=sy,[dx+k*x,dy-k*y]}return transform.invert=function(x,y){return[(x-dx)/k*sx,(dy-y)/k*sy]},transform}function scaleTranslateRotate(k,dx,dy,sx,sy,alpha){
if(!alpha)return scaleTranslate(k,dx,dy,sx,sy);var cosAlpha=cos(alpha),sinAlpha=sin(alpha),a=cosAlpha*k,b=sinAlpha*k,ai=cosAlpha/k,bi=sinAlpha/k,ci=(sinAlpha*dy-
cosAlpha*dx)/k,fi=(sinAlpha*dx+cosAlpha*dy)/k;function transform(x,y){return x*=sx,y*=sy,[a*x-b*y+dx,dy-b*x-a*y]}return transform.invert=function(x,y){return[sx*
(ai*x-bi*y+ci),sy*(fi-bi*x-ai*y)]},transform}function projection(project){return projectionMutator(function(){return project})()}function projectionMutator(projectAt){
var project,k=150,x=480,y=250,lambda=0,phi=0,deltaLambda=0,deltaPhi=0,deltaGamma=0,rotate,alpha=0,sx=1,sy=1,theta=null,preclip=clipAntimeridian,x02=null,y02,x12,
y12,postclip=identity$12,delta2=.5,projectResample,projectTransform,projectRotateTransform,cache,cacheStream;function projection2(point){return projectRotateTransform(
point[0]*radians2,point[1]*radians2)}function invert(point){return point=projectRotateTransform.invert(point[0],point[1]),point&&[point[0]*degrees3,point[1]*degrees3]}
projection2.stream=function(stream){return cache&&cacheStream===stream?cache:cache=transformRadians(transformRotate(rotate)(preclip(projectResample(postclip(cacheStream=
stream)))))},projection2.preclip=function(_){return arguments.length?(preclip=_,theta=void 0,reset()):preclip},projection2.postclip=function(_){return arguments.
length?(postclip=_,x02=y02=x12=y12=null,reset()):postclip},projection2.clipAngle=function(_){return arguments.length?(preclip=+_?clipCircle(theta=_*radians2):(theta=
null,clipAntimeridian),reset()):theta*degrees3},projection2.clipExtent=function(_){return arguments.length?(postclip=_==null?(x02=y02=x12=y12=null,identity$12):
clipRectangle(x02=+_[0][0],y02=+_[0][1],x12=+_[1][0],y12=+_[1][1]),reset()):x02==null?null:[[x02,y02],[x12,y12]]},projection2.scale=function(_){return arguments.
length?(k=+_,recenter()):k},projection2.translate=function(_){return arguments.length?(x=+_[0],y=+_[1],recenter()):[x,y]},projection2.center=function(_){return arguments.
length?(lambda=_[0]%360*radians2,phi=_[1]%360*radians2,recenter()):[lambda*degrees3,phi*degrees3]},projection2.rotate=function(_){return arguments.length?(deltaLambda=
_[0]%360*radians2,deltaPhi=_[1]%360*radians2,deltaGamma=_.length>2?_[2]%360*radians2:0,recenter()):[deltaLambda*degrees3,deltaPhi*degrees3,deltaGamma*degrees3]},
projection2.angle=function(_){return arguments.length?(alpha=_%360*radians2,recenter()):alpha*degrees3},projection2.reflectX=function(_){return arguments.length?
(sx=_?-1:1,recenter()):sx<0},projection2.reflectY=function(_){return arguments.length?(sy=_?-1:1,recenter()):sy<0},projection2.precision=function(_){return arguments.
length?(projectResample=resample(projectTransform,delta2=_*_),reset()):sqrt2(delta2)},projection2.fitExtent=function(extent,object3){return fitExtent(projection2,
extent,object3)},projection2.fitSize=function(size,object3){return fitSize(projection2,size,object3)},projection2.fitWidth=function(width,object3){return fitWidth(
projection2,width,object3)},projection2.fitHeight=function(height,object3){return fitHeight(projection2,height,object3)};function recenter(){var center=scaleTranslateRotate(
k,0,0,sx,sy,alpha).apply(null,project(lambda,phi)),transform=scaleTranslateRotate(k,x-center[0],y-center[1],sx,sy,alpha);return rotate=rotateRadians(deltaLambda,
deltaPhi,deltaGamma),projectTransform=compose(project,transform),projectRotateTransform=compose(rotate,projectTransform),projectResample=resample(projectTransform,
delta2),reset()}function reset(){return cache=cacheStream=null,projection2}return function(){return project=projectAt.apply(this,arguments),projection2.invert=project.
invert&&invert,recenter()}}function azimuthalRaw(scale){return function(x,y){var cx=cos(x),cy=cos(y),k=scale(cx*cy);return k===1/0?[2,0]:[k*cy*sin(x),k*sin(y)]}}function azimuthalInvert(angle){
return function(x,y){var z=sqrt2(x*x+y*y),c=angle(z),sc=sin(c),cc=cos(c);return[atan2(x*sc,z*cc),asin(z&&y*sc/z)]}}var azimuthalEqualAreaRaw=azimuthalRaw(function(cxcy){
return sqrt2(2/(1+cxcy))});azimuthalEqualAreaRaw.invert=azimuthalInvert(function(z){return 2*asin(z/2)});var azimuthalEquidistantRaw=azimuthalRaw(function(c){return(c=acos(c))&&c/sin(c)});azimuthalEquidistantRaw.invert=azimuthalInvert(function(z){return z});function mercatorRaw(lambda,phi){return[lambda,log(tan((halfPi+phi)/2))]}mercatorRaw.invert=function(x,y){return[x,2*atan(exp(y))-halfPi]};function equirectangularRaw(lambda,phi){return[lambda,phi]}equirectangularRaw.invert=equirectangularRaw;var A1=1.340264,A2=-.081106,A3=893e-6,A4=.003796,M=sqrt2(3)/2,iterations=12;function equalEarthRaw(lambda,phi){var l=asin(M*sin(phi)),l2=l*l,l6=l2*l2*l2;return[
lambda*cos(l)/(M*(A1+3*A2*l2+l6*(7*A3+9*A4*l2))),l*(A1+A2*l2+l6*(A3+A4*l2))]}equalEarthRaw.invert=function(x,y){for(var l=y,l2=l*l,l6=l2*l2*l2,i=0,delta,fy,fpy;i<
iterations&&(fy=l*(A1+A2*l2+l6*(A3+A4*l2))-y,fpy=A1+3*A2*l2+l6*(7*A3+9*A4*l2),l-=delta=fy/fpy,l2=l*l,l6=l2*l2*l2,!(abs(delta)<epsilon22));++i);return[M*x*(A1+3*
A2*l2+l6*(7*A3+9*A4*l2))/cos(l),asin(sin(l)/M)]};function equalEarth(){return projection(equalEarthRaw).scale(177.158)}function gnomonicRaw(x,y){var cy=cos(y),k=cos(
x)*cy;return[cy*sin(x)/k,sin(y)/k]}gnomonicRaw.invert=azimuthalInvert(atan);function naturalEarth1Raw(lambda,phi){var phi2=phi*phi,phi4=phi2*phi2;return[lambda*(.8707-.131979*phi2+phi4*(-.013791+phi4*(.003971*phi2-.001529*phi4))),phi*(1.007226+
phi2*(.015085+phi4*(-.044475+.028874*phi2-.005916*phi4)))]}naturalEarth1Raw.invert=function(x,y){var phi=y,i=25,delta;do{var phi2=phi*phi,phi4=phi2*phi2;phi-=delta=
(phi*(1.007226+phi2*(.015085+phi4*(-.044475+.028874*phi2-.005916*phi4)))-y)/(1.007226+phi2*(.015085*3+phi4*(-.044475*7+.028874*9*phi2-.005916*11*phi4)))}while(abs(
delta)>epsilon&&--i>0);return[x/(.8707+(phi2=phi*phi)*(-.131979+phi2*(-.013791+phi2*phi2*phi2*(.003971-.001529*phi2)))),phi]};function orthographicRaw(x,y){return[cos(y)*sin(x),sin(y)]}orthographicRaw.invert=azimuthalInvert(asin);function stereographicRaw(x,y){var cy=cos(y),k=1+cos(x)*cy;return[cy*sin(x)/k,sin(y)/k]}stereographicRaw.invert=azimuthalInvert(function(z){return 2*atan(z)});function transverseMercatorRaw(lambda,phi){return[log(tan((halfPi+phi)/2)),-lambda]}transverseMercatorRaw.invert=function(x,y){return[-y,2*atan(exp(x))-halfPi]};function identity_default(x){return x}function transform_default(transform){if(transform==null)return identity_default;var x02,y02,kx=transform.scale[0],ky=transform.scale[1],dx=transform.translate[0],
dy=transform.translate[1];return function(input,i){i||(x02=y02=0);var j=2,n=input.length,output=new Array(n);for(output[0]=(x02+=input[0])*kx+dx,output[1]=(y02+=
input[1])*ky+dy;j<n;)output[j]=input[j],++j;return output}}function reverse_default(array2,n){for(var t,j=array2.length,i=j-n;i<--j;)t=array2[i],array2[i++]=array2[j],array2[j]=t}function feature_default(topology,o){return typeof o=="string"&&(o=topology.objects[o]),o.type==="GeometryCollection"?{type:"FeatureCollection",features:o.geometries.
map(function(o2){return feature(topology,o2)})}:feature(topology,o)}function feature(topology,o){var id=o.id,bbox=o.bbox,properties=o.properties==null?{}:o.properties,
geometry=object2(topology,o);return id==null&&bbox==null?{type:"Feature",properties,geometry}:bbox==null?{type:"Feature",id,properties,geometry}:{type:"Feature",
id,bbox,properties,geometry}}function object2(topology,o){var transformPoint=transform_default(topology.transform),arcs=topology.arcs;function arc(i,points){points.
length&&points.pop();for(var a=arcs[i<0?~i:i],k=0,n=a.length;k<n;++k)points.push(transformPoint(a[k],k));i<0&&reverse_default(points,n)}function point(p){return transformPoint(
p)}function line(arcs2){for(var points=[],i=0,n=arcs2.length;i<n;++i)arc(arcs2[i],points);return points.length<2&&points.push(points[0]),points}function ring(arcs2){
for(var points=line(arcs2);points.length<4;)points.push(points[0]);return points}function polygon(arcs2){return arcs2.map(ring)}function geometry(o2){var type=o2.
type,coordinates;switch(type){case"GeometryCollection":return{type,geometries:o2.geometries.map(geometry)};case"Point":coordinates=point(o2.coordinates);break;case"\
MultiPoint":coordinates=o2.coordinates.map(point);break;case"LineString":coordinates=line(o2.arcs);break;case"MultiLineString":coordinates=o2.arcs.map(line);break;case"\
Polygon":coordinates=polygon(o2.arcs);break;case"MultiPolygon":coordinates=o2.arcs.map(polygon);break;default:return null}return{type,coordinates}}return geometry(
o)}function stitch_default(topology,arcs){var stitchedArcs={},fragmentByStart={},fragmentByEnd={},fragments=[],emptyIndex=-1;arcs.forEach(function(i,j){var arc=topology.
arcs[i<0?~i:i],t;arc.length<3&&!arc[1][0]&&!arc[1][1]&&(t=arcs[++emptyIndex],arcs[emptyIndex]=i,arcs[j]=t)}),arcs.forEach(function(i){var e=ends(i),start=e[0],end=e[1],
f,g;if(f=fragmentByEnd[start])if(delete fragmentByEnd[f.end],f.push(i),f.end=end,g=fragmentByStart[end]){delete fragmentByStart[g.start];var fg=g===f?f:f.concat(
g);fragmentByStart[fg.start=f.start]=fragmentByEnd[fg.end=g.end]=fg}else fragmentByStart[f.start]=fragmentByEnd[f.end]=f;else if(f=fragmentByStart[end])if(delete fragmentByStart[f.
start],f.unshift(i),f.start=start,g=fragmentByEnd[start]){delete fragmentByEnd[g.end];var gf=g===f?f:g.concat(f);fragmentByStart[gf.start=g.start]=fragmentByEnd[gf.
end=f.end]=gf}else fragmentByStart[f.start]=fragmentByEnd[f.end]=f;else f=[i],fragmentByStart[f.start=start]=fragmentByEnd[f.end=end]=f});function ends(i){var arc=topology.
arcs[i<0?~i:i],p0=arc[0],p1;return topology.transform?(p1=[0,0],arc.forEach(function(dp){p1[0]+=dp[0],p1[1]+=dp[1]})):p1=arc[arc.length-1],i<0?[p1,p0]:[p0,p1]}function flush(fragmentByEnd2,fragmentByStart2){
for(var k in fragmentByEnd2){var f=fragmentByEnd2[k];delete fragmentByStart2[f.start],delete f.start,delete f.end,f.forEach(function(i){stitchedArcs[i<0?~i:i]=1}),
fragments.push(f)}}return flush(fragmentByEnd,fragmentByStart),flush(fragmentByStart,fragmentByEnd),arcs.forEach(function(i){stitchedArcs[i<0?~i:i]||fragments.push(
[i])}),fragments}function mesh_default(topology){return object2(topology,meshArcs.apply(this,arguments))}function meshArcs(topology,object3,filter){var arcs,i,n;if(arguments.length>
1)arcs=extractArcs(topology,object3,filter);else for(i=0,arcs=new Array(n=topology.arcs.length);i<n;++i)arcs[i]=i;return{type:"MultiLineString",arcs:stitch_default(
topology,arcs)}}function extractArcs(topology,object3,filter){var arcs=[],geomsByArc=[],geom;function extract0(i){var j=i<0?~i:i;(geomsByArc[j]||(geomsByArc[j]=
[])).push({i,g:geom})}function extract1(arcs2){arcs2.forEach(extract0)}function extract2(arcs2){arcs2.forEach(extract1)}function extract3(arcs2){arcs2.forEach(extract2)}
function geometry(o){switch(geom=o,o.type){case"GeometryCollection":o.geometries.forEach(geometry);break;case"LineString":extract1(o.arcs);break;case"MultiLineS\
tring":case"Polygon":extract2(o.arcs);break;case"MultiPolygon":extract3(o.arcs);break}}return geometry(object3),geomsByArc.forEach(filter==null?function(geoms){
arcs.push(geoms[0].i)}:function(geoms){filter(geoms[0].g,geoms[geoms.length-1].g)&&arcs.push(geoms[0].i)}),arcs}export{feature_default as feature,equalEarth as geoEqualEarth,graticule10 as geoGraticule10,index as geoPath,mesh_default as mesh,band as scaleBand,linear2 as scaleLinear,
sqrt as scaleSqrt};
