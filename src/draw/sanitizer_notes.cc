// What sanitizers say of libraries that they have not instrumented, said once for every program
// that draws: fontconfig and pango keep memory until a program ends, and glib has threads of its
// own whose locks ThreadSanitizer does not see.
#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libpango\n";
}
#endif
#if defined(__SANITIZE_THREAD__)
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libfontconfig.so.1\n"
         "called_from_lib:libglib-2.0.so.0\n"
         "called_from_lib:libgobject-2.0.so.0\n"
         "called_from_lib:libpango-1.0.so.0\n"
         "called_from_lib:libpangoft2-1.0.so.0\n"
         "called_from_lib:libpangocairo-1.0.so.0\n"
         "called_from_lib:libharfbuzz.so.0\n"
         "called_from_lib:libfreetype.so.6\n"
         "race:swrast_dri.so\n"
         "race:libgallium\n"
         "mutex:libcairo.so\n";
}
#endif
