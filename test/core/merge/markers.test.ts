import { describe, expect, it } from 'vitest';
import { findMarkers, findPlaces } from '../../../generators/core/merge/markers.ts';
import { labelsFor, mergeText } from '../../../generators/core/merge/text.ts';

describe('left-over markers', () => {
  it('are found where a merge put them', () => {
    const merge = mergeText({ base: 'a\nb\n', yours: 'a\nB\n', theirs: 'a\nc\n', labels: labelsFor('1', '2') });
    const text = merge.kind === 'conflict' ? merge.markers : '';
    expect(findMarkers(text)).toEqual([2, 4, 6, 8]);
    expect(findMarkers(text.replaceAll('\n', '\r\n'))).toEqual([2, 4, 6, 8]);
  });

  const cases: [string, string, number[]][] = [
    ['an underline of markdown', 'Title\n=======\n\n# x\n', []],
    ['an underline between other marks', '=======\n>>>>>>>\nTitle\n<<<<<<<\n', []],
    ['longer and shorter rows', '<<<<<<<<\n======\n>>>>>>>>\n', []],
    ['an empty row of a table', '|||||||\n', []],
    ['shell redirections', 'cat <<EOF >> x\n', []],
    ['a block of git, whose sides it names', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n', [1, 3, 5]],
    ['a bare block', '<<<<<<<\na\n=======\nb\n>>>>>>>\n', [1, 3, 5]],
    ['an underline inside a block', '<<<<<<< a\nT\n=======\n=======\nb\n>>>>>>> b\n', [1, 3, 4, 6]],
    ['an end that was forgotten', 'a\n>>>>>>> new template (1.4.0)\n', [2]],
    ['a beginning that was forgotten, with an underline below', '<<<<<<< your project\na\n\nT\n=======\n', [1]],
    ['a base that was forgotten', '||||||| last generated (1.3.0)\n', [1]],
    ['text that is indented', '  <<<<<<< HEAD\n', []],
  ];
  it.each(cases)('%s', (_, text, lines) => {
    expect(findMarkers(text)).toEqual(lines);
  });

  it('are told by place: where each begins, and what is left of one', () => {
    const block = '<<<<<<< mine\na\n||||||| base\nb\n=======\nc\n>>>>>>> yours\n';
    expect(findPlaces(`${block}x\n${block}>>>>>>> yours\n`)).toEqual([1, 9, 16]);
    expect(findPlaces('||||||| base\nb\n>>>>>>> yours\n')).toEqual([1, 3]);
    expect(findPlaces('nothing\n')).toEqual([]);
  });
});
