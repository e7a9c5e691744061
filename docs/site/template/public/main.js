export default {
  configureHljs: hljs => {
    // Formulas and what a terminal shows have no language; it is not to be guessed.
    hljs.configure({ languages: [] })

    // The highlighter ends an attribute at its first bracket, and takes the rest for something else: [Shape(50), P<Normal>(Hidden = [200])].
    const csharp = hljs.getLanguage('csharp').rawDefinition
    hljs.registerLanguage('csharp', () => {
      const language = csharp()
      return { ...language, contains: language.contains.filter(mode => !String(mode.begin).startsWith('^\\s*\\[')) }
    })
  },
}
