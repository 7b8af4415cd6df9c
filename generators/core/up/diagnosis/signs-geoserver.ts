import { type ContainerRow, containerSign, inTrouble, type Sign } from './sign.ts';

const SERVICES = ['geoserver'];
const says = ({ groups }: { readonly groups: Readonly<Record<string, string>> }): Record<string, string> => ({
  message: `: ${groups.message ?? ''}`,
});

const GEOSERVER_ROWS: readonly ContainerRow[] = [
  {
    cause: 'geoserver-failed',
    in: 'log',
    services: SERVICES,
    pattern:
      /(?<message>Unrecognized VM option .*|Invalid (?:maximum|initial) heap size.*|Initial heap size set to a larger value.*|Error occurred during initialization of VM|Terminating due to java\.lang\.OutOfMemoryError.*)/,
    details: says,
  },
  // Our entrypoint refuses before the stock one starts; "has" would be its reports on the way.
  {
    cause: 'geoserver-failed',
    in: 'log',
    services: SERVICES,
    pattern: /^geoserver: (?<message>\S+ may only hold .*|this image has no .*)$/,
    details: says,
  },
  {
    cause: 'geoserver-failed',
    in: 'health',
    weak: true,
    services: SERVICES,
    pattern: /(?<message>curl: \(\d+\) .*)/,
    details: says,
  },
];

// Its log is thousands of lines of Java: that it does not come up is what can be told for sure.
const SILENT: Sign = {
  cause: 'geoserver-failed',
  in: 'container',
  weak: true,
  find: (evidence) =>
    inTrouble(evidence, SERVICES).map(({ service }) => ({ service, details: { message: '' }, line: '' })),
};

/** What GeoServer says, or does not. */
export const GEOSERVER_SIGNS: readonly Sign[] = [...GEOSERVER_ROWS.map(containerSign), SILENT];
