// The modules of the page, by the types that their comments say.
const { spawnSync } = require('node:child_process');

const [, , page] = process.argv;
const { status, stdout } = spawnSync(process.execPath, [
  require.resolve('typescript/lib/tsc.js'), '--noEmit', '--allowJs', '--checkJs', '--strict', '--noUncheckedIndexedAccess', '--noUnusedLocals',
  '--noUnusedParameters', '--noImplicitReturns', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable', '--module', 'esnext',
  '--moduleResolution', 'bundler', page,
], { encoding: 'utf8' });
process.stderr.write(stdout);
process.exitCode = status ?? 1;
