import type { Line } from '../../generators/core/plan/lines.ts';

/** What upstream pins for a line. */
export interface Row {
  readonly requirement: string;
  readonly base: string;
  readonly geoserver: string;
  readonly nginx: string;
  readonly postgis: string;
  readonly broker: 'redis' | 'rabbitmq';
}

/** The last release of each line. */
export const ROWS: Readonly<Record<Line, Row>> = {
  '4.4': {
    requirement: 'GeoNode==4.4.5',
    base: 'geonode/geonode-base:latest-ubuntu-22.04',
    geoserver: '2.27.4-latest',
    nginx: '1.26.3-v1',
    postgis: '15-3.5-v1',
    broker: 'rabbitmq',
  },
  '5.0': {
    requirement: 'GeoNode==5.0.3.*',
    base: 'geonode/geonode-base:latest-ubuntu-24.04',
    geoserver: '2.28.4-latest',
    nginx: '1.31.2-latest',
    postgis: '15-3.5-latest',
    broker: 'redis',
  },
  '5.1': {
    requirement: 'GeoNode~=5.1.0',
    base: 'geonode/geonode-base:latest-ubuntu-24.04',
    geoserver: '2.28.4-latest',
    nginx: '1.31.2-latest',
    postgis: '15-3.5-latest',
    broker: 'redis',
  },
};
