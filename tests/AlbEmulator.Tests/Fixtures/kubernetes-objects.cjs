// Objects of Kubernetes, by the schemas of its API, and by the types made of them, which also refuse a property that there is not.
const { readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const ts = require('typescript');

const [, , file] = process.argv;
const models = dirname(require.resolve('kubernetes-models'));
const objects = JSON.parse(readFileSync(file, 'utf8'));
const problems = [];

const source = objects.map((object, index) => {
  const { apiVersion, kind, metadata } = object;
  const module = join(models, apiVersion, kind);
  try {
    new (require(module)[kind])(object).validate();
  } catch (error) {
    problems.push(`${kind} ${metadata.name}: ${error.message}`);
  }

  return `import { I${kind} as T${index} } from ${JSON.stringify(module)};\n`
    + `export const ${kind}_${metadata.name.replaceAll('-', '_')}_${index}: T${index} = ${JSON.stringify(object, null, 1)};\n`;
});

const typed = `${file}.ts`;
writeFileSync(typed, source.join(''));
const program = ts.createProgram([typed], {
  noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
});
for (const { file: at, start, messageText } of ts.getPreEmitDiagnostics(program)) {
  const line = at ? at.text.slice(start).split('\n')[0] : '';
  problems.push(`${ts.flattenDiagnosticMessageText(messageText, ' ')} at ${line}`);
}

console.log(problems.join('\n'));
