// Runs before the first paint, as a file of its own because the policy allows no inline script: the chosen theme and language
// stand on <html> before anything is drawn. The keys are those of src/app/preferences.ts. The front page is for guests: whoever has the
// keys of src/app/session.ts is led on before it is drawn.
;(() => {
  const root = document.documentElement
  let theme = null
  let locale = null
  try {
    theme = localStorage.getItem('studymate.theme')
    locale = localStorage.getItem('studymate.locale')
    if (location.pathname === '/' && ['accessToken', 'refreshToken', 'userId'].every((key) => localStorage.getItem(key))) location.replace('/home')
  } catch {
    // Storage may be refused; the system's theme and the browser's language then decide.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  root.lang = locale === 'ko' || locale === 'en' ? locale : navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en'
})()
