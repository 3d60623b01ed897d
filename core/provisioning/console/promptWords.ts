/**
 * How systems ask for a login and a password in languages other than English, as their login programs word it. A prompt that no
 * list knows is still recognised by its shape where one is awaited, see `isQuestion`.
 */

/** Before the colon, in small letters; a host name may stand before or behind. */
const LOGIN_WORDS = [
  'login',
  'log in',
  'login as',
  'username',
  'user name',
  'user',
  'account',
  'anmeldename',
  'anmeldung',
  'benutzername',
  'benutzer',
  'identifiant',
  "nom d'utilisateur",
  'nom d’utilisateur',
  'utilisateur',
  'nombre de usuario',
  'usuario',
  'inicio de sesión',
  'nome utente',
  'utente',
  'accesso',
  'nome de usuário',
  'nome de utilizador',
  'usuário',
  'utilizador',
  'gebruikersnaam',
  'aanmelden',
  'användarnamn',
  'inloggning',
  'brugernavn',
  'brukernavn',
  'käyttäjätunnus',
  'tunnus',
  'nazwa użytkownika',
  'użytkownik',
  'uživatelské jméno',
  'uživatel',
  'používateľ',
  'felhasználónév',
  'utilizator',
  'autentificare',
  'korisničko ime',
  'uporabniško ime',
  'kasutajanimi',
  'lietotājvārds',
  'vartotojo vardas',
  'kullanıcı adı',
  'kullanıcı',
  'όνομα χρήστη',
  'имя пользователя',
  'логин',
  "ім'я користувача",
  'логін',
  'потребител',
  'корисничко име',
  'שם משתמש',
  'اسم المستخدم',
  'نام کاربری',
  'उपयोगकर्ता नाम',
  'ชื่อผู้ใช้',
  'tên đăng nhập',
  'nama pengguna',
  '登录',
  '登入',
  '用户名',
  '使用者名稱',
  'ログイン',
  'ユーザー名',
  '로그인',
  '사용자 이름',
]

const PASSWORD_WORDS = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'passwort',
  'kennwort',
  'mot de passe',
  'contraseña',
  'clave',
  'parola',
  'parola d’ordine',
  'senha',
  'palavra-passe',
  'palavra passe',
  'contrasenya',
  'pasahitza',
  'contrasinal',
  'wachtwoord',
  'lösenord',
  'adgangskode',
  'kodeord',
  'passord',
  'salasana',
  'lykilorð',
  'hasło',
  'heslo',
  'jelszó',
  'parolă',
  'lozinka',
  'geslo',
  'parool',
  'parole',
  'slaptažodis',
  'şifre',
  'κωδικός',
  'κωδικός πρόσβασης',
  'συνθηματικό',
  'пароль',
  'парола',
  'лозинка',
  'סיסמה',
  'ססמה',
  'كلمة المرور',
  'كلمة السر',
  'گذرواژه',
  'पासवर्ड',
  'รหัสผ่าน',
  'mật khẩu',
  'kata sandi',
  'kata laluan',
  '密码',
  '口令',
  '密碼',
  'パスワード',
  '암호',
  '비밀번호',
]

const escaped = (words: readonly string[]) => words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')

/** Some write a blank before the colon, some the wide colon of their script. */
const COLON = '\\s?[:\uff1a]\\s?$'

/** A log that says when someone last was here ends its line like the question who is here. */
const login = new RegExp(`^(?!last )(?:(\\S{1,253}?)[ -])?(?:${escaped(LOGIN_WORDS)})(?: (\\S{1,253}))?${COLON}`, 'iu')
const password = new RegExp(`^(?:\\S.{0,80}[\\s(])?(?:${escaped(PASSWORD_WORDS)})(?:[\\s)][^:\uff1a]{0,80})?${COLON}`, 'iu')

/** @param line as words, see `decodeOutput`. */
export function readLoginQuestion(line: string): { hostname: string | null } | null {
  const match = login.exec(line)
  return match && { hostname: match[1] ?? match[2] ?? null }
}

export function isPasswordQuestion(line: string): boolean {
  return password.test(line)
}

/** A short line that ends in a colon and was left open: a question in whatever language. */
export function isQuestion(line: string): boolean {
  return /^\S.{0,80}$/u.test(line) && /[\p{L}\p{M})\]"'»”]\s?[:\uff1a]\s?$/u.test(line)
}
