import test from 'ava';
import { quoted, terraformBlocks } from './terraform-blocks.ts';

const TEXT = `# The comment is of nobody.
variable "image" {
  description = "Where \\"it\\" is."
  type = object({
    registry = string
    tag      = optional(string, "")
  })
  default = {}

  validation {
    condition     = var.image.tag != "latest"
    error_message = "No."
  }
}

locals {
  empty {}
  names = [
    for one in two : one
  ]
}
`;

test('blocks have their labels, attributes of one and more lines, and inner blocks', (t) => {
  const [variable, locals] = terraformBlocks(TEXT);
  t.deepEqual([variable?.kind, variable?.labels], ['variable', ['image']]);
  t.is(quoted(variable?.attributes['description']), 'Where "it" is.');
  t.is(
    variable?.attributes['type'],
    'object({\n    registry = string\n    tag      = optional(string, "")\n  })'.replaceAll(
      '\n  ',
      '\n',
    ),
  );
  t.is(variable?.attributes['default'], '{}');
  t.is(variable?.inner[0]?.attributes['error_message'], '"No."');
  t.is(locals?.kind, 'locals');
  t.deepEqual(
    locals?.inner.map(({ kind }) => kind),
    ['empty'],
  );
  t.deepEqual(Object.keys(locals?.attributes ?? {}), ['names']);
  t.deepEqual(locals?.labels, []);
});

test('a block that does not end is named', (t) => {
  t.throws(() => terraformBlocks('variable "open" {\n  type = string\n'), {
    message: /variable "open" \{ does not end/,
  });
});
