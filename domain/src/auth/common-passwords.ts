/**
 * Well-known passwords that meet every other rule, in lower case: what people make of the most common ones (published lists of leaked
 * passwords, Korean keyboard walks and Hangul typed on Latin keys included) when they are asked for a digit and a special character.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
password1! password1@ password1# password1$ password1. password1* password1? password!1 password@1 password#1 password_1 password-1 password12!
password123! password123@ password123# password123$ password123. password123* password123? password@123 password!123 password#123 password_123
password1234! password@1234 password1!! password01! password2024! password2025! password2026! password2024@ password2025@ password2026@ p@ssword1
p@ssword12 p@ssword123 p@ssword1! p@ssword123! p@ssw0rd p@ssw0rd1 p@ssw0rd12 p@ssw0rd123 p@ssw0rd! p@ssw0rd1! p@ssw0rd123! p@ssw0rd1234 p@$$w0rd
p@$$w0rd1 p@$$w0rd123 p@$$word1 p@$$word123 pa$$w0rd pa$$w0rd1 pa$$w0rd1! pa$$word1 pa$$word123 passw0rd! passw0rd1! passw0rd@ passw0rd123! passw0rd#
pass@123 pass@1234 pass@word1 pass123! pass1234! pass1234@ pass!234 passwd123! passwd1234! passwort1! passwort123! my_password1 mypassword1! qwerty1!
qwerty1@ qwerty12! qwerty123! qwerty123@ qwerty123# qwerty123$ qwerty123. qwerty@123 qwerty!123 qwerty_123 qwerty1234! qwerty12345! qwerty123456!
qwertyuiop1! qwertyuiop123! qwertyu1! qwert123! qwert1234! qwert12345! qwer1234! qwer1234@ qwer1234# qwer1234$ qwer1234!! qwer1234!@ qwer!234 qwer!@34
qwer12#$ qwer123! qwer!@#$1 qwer12!@ 1qaz@wsx 1qaz2wsx! 1qaz2wsx@ 1qaz2wsx#edc 1qaz!qaz 1qaz@wsx3edc 1qazxsw2! 1q2w3e4r! 1q2w3e4r@ 1q2w3e4r#
1q2w3e4r5t! 1q2w3e4r!! 1q2w3e!@ q1w2e3r4! q1w2e3r4t5! zaq1@wsx zaq12wsx! !qaz2wsx !qaz1qaz 1q@w3e4r 1q2w#e4r asdf1234! asdf1234@ asdf1234!! asdf123!
asdfgh1! asdfgh123! asdfghjkl1! asdf!234 asdf12!@ zxcv1234! zxcv1234@ zxcvbn1! zxcvbn123! zxcvbnm1! zxcvbnm123! zxcv123! abc123!@# abc123!! abcd123!
abcd1234! abcd1234@ abcd1234# abcd1234$ abcd1234!! abcd@1234 abcd!234 abc@1234 abc@12345 abc12345! abcd12345! abcde123! abcdef1! abcdefg1! a1b2c3d4!
aa123456! aa123456@ aa12345! aa1234!! aaaa1111! aaaa1234! a123456! a1234567! a12345678! a123456789! a!123456 a@123456 qq123456! zz123456! 123456a!
1234567a! 12345678a! 123456789a! 1234qwer! 1234qwer@ 1234qwer!! 1234abcd! 1234abcd@ 1234asdf! 123qwe!@# 123qwe!! 123abc!@# 123456qwe! 123!@#qwe
123qweasd! 123qwe123! 12345qwert! 1234!@#$q 1234!@#$qwer !@#$1234q admin123! admin123@ admin@123 admin@1234 admin!123 admin#123 admin_123 admin1234!
admin1234@ admin12345! admin2024! admin2025! admin2026! administrator1! root1234! root@123 root@1234 test123! test1234! test1234@ test@123 test@1234
test!234 tester1! testtest1! temp1234! temp123! guest123! user1234! user@123 user@1234 default1! demo1234! welcome1! welcome1@ welcome1# welcome12!
welcome123! welcome@1 welcome@123 welcome!123 welcome2024! welcome2025! welcome2026! w3lc0me! changeme1! changeme123! changeme@123 letmein1!
letmein12! letmein123! letmein@1 login123! secret1! secret123! master1! master123! access1! system1! summer2023! summer2024! summer2025! summer2026!
winter2023! winter2024! winter2025! winter2026! spring2024! spring2025! spring2026! autumn2024! autumn2025! autumn2026! summer1! winter1! spring1!
january1! monday1! monday123! iloveyou1! iloveyou2! iloveyou123! iloveyou1234! iloveu1! loveyou1! lovely1! love1234! love123! ilove123! sunshine1!
sunshine123! princess1! princess123! football1! football123! baseball1! basketball1! soccer123! dragon123! dragon1! monkey123! monkey1! shadow123!
superman1! superman123! batman123! batman1! pokemon1! starwars1! michael1! jordan23! michelle1! jessica1! charlie1! ashley1! daniel1! jennifer1!
hello123! hello1234! hello@123 hello@1234 hello!123 helloworld1! freedom1! whatever1! trustno1! liverpool1! chelsea1! arsenal1! ninja123! cookie123!
chocolate1! computer1! computer123! internet1! google123! google1! facebook1! samsung1! samsung123! iphone123! apple123! company1! company123!
student1! student123! school123! teacher1! korea123! korea1234! korea2024! korea2025! seoul123! seoul1234! english1! english123! study123! studymate1!
studymate123! studymate1234! studymate@123 dkssud12! dkssud1! dkssud123! dkssud1234! dkssudgktpdy1! gksrnr1! gksrnr123! gksrmf1! gksrmf12! gksrmf123!
tkfkd123! tkfkd1234! tkfkdgo1! tkfkdgo123! tkfkdgo12! tkfkdgody1! ajdajddl1! rkskek1! rkskek123! rkskekfk1! qlalfqjsgh1! qlalfqjsgh123! qlqjs123!
qlqjs1234! gkrry123! gkrtod1! gkrtod123! wkddls1! dlswmd1! alsrud12! gksrnr12! eogksalsrnr1! answp123! 비밀번호123! 비밀번호1234! 사랑해요123! 사랑해요1234! 안녕하세요123!
대한민국123!
`
    .trim()
    .split(/\s+/),
)
