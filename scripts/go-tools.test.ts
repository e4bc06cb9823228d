import test from 'ava';
import { toolsOf } from './go-tools.ts';

test('toolsOf() reads the tool lines of a go.mod, single ones and blocks', (t) => {
  const goMod = `module tools

tool github.com/rhysd/actionlint/cmd/actionlint

tool (
	example.org/one // why
	example.org/two/v2
)

require example.org/one v1.0.0
`;
  t.deepEqual(toolsOf(goMod), [
    'github.com/rhysd/actionlint/cmd/actionlint',
    'example.org/one',
    'example.org/two/v2',
  ]);
  t.deepEqual(toolsOf('module none\n'), []);
});
