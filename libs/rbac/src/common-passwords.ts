/**
 * Words that people choose first, from published lists of leaked passwords and from Taiwanese keyboards. A password
 * is refused when nothing much remains after such words, digits and repetitions are taken away (password.rules.ts),
 * so a few hundred stems stand for many thousands of passwords.
 */
const STEMS = `
password passwort passw0rd p@ssw0rd p@ssword pass word admin administrator root toor user guest test testing demo temp temporary default
changeme change letmein welcome login master secret private public access system manager supervisor operator service support backup server
qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl asdf zxcvbn zxcvbnm zxcv qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 zaq12wsx qweasd qweasdzxc
abc abcd abcde abcdef abcdefg abcdefgh abc123 123abc a1b2c3 aaa aaaa qqq zzz xxx 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789
987654321 87654321 7654321 654321 54321 4321 321 111111 000000 222222 333333 444444 555555 666666 777777 888888 999999 112233 121212 123123 123321 159753 147258369 741852963 789456123
iloveyou loveyou love lovely lover baby babygirl angel princess queen king prince sweetheart honey darling sunshine sunflower flower butterfly rainbow star moon summer winter spring autumn
football baseball basketball soccer hockey tennis golf sport sports player game gamer gaming pokemon pikachu mario nintendo playstation xbox minecraft
monkey dragon tiger lion eagle falcon wolf bear panda rabbit kitty cat dog puppy horse dolphin shark phoenix unicorn batman superman spiderman ironman marvel starwars jedi matrix ninja samurai warrior hunter ranger soldier killer
michael michelle jennifer jessica ashley amanda nicole daniel david robert thomas george charlie jordan joshua andrew matthew william richard james john mary anna sarah laura maria peter paul mark steven kevin jason justin brandon anthony hannah sophie samantha alexander
computer internet google facebook twitter instagram youtube microsoft windows apple samsung android linux oracle cisco amazon wifi network database
hello goodbye freedom trustno1 nothing whatever forever together family friend friends money lucky happy smile cool super mega power magic shadow silver golden diamond crystal purple orange yellow green blue black white red
cheese chocolate cookie pepper ginger banana cherry strawberry coffee sugar candy beer whiskey
ferrari porsche mercedes toyota honda yamaha harley corvette mustang camaro
january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
london paris berlin america canada mexico china japan korea england france germany
taiwan taipei taichung tainan kaohsiung hsinchu taoyuan keelung hualien formosa woaini aiwoni wo ai ni 520 5201314 1314520 1314 168 88888 ji32k7au4a83 ji394su3 su3cl3 au4a83 ji3 g4 xiaoming ming wang chen lin lee huang chang
anwen factory warehouse stock inventory production workshop erp mes wms mfg
`;

export const COMMON_STEMS: readonly string[] = [...new Set(STEMS.trim().split(/\s+/))].sort((a, b) => b.length - a.length);
