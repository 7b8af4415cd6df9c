import { Duplex } from 'node:stream';

/**
 * From 24.22 on, Node.js aborts a stream made of a function that ends without reading. The output of the adapter of
 * yeoman-test (@yeoman/adapter up to 5.0.0) is such a stream, and nobody listens to it: an exception without a test.
 */
const from = Duplex.from.bind(Duplex);
Duplex.from = (source) =>
  from(source).on('error', (error) => {
    if (error.name !== 'AbortError') throw error;
  });
