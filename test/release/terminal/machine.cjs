// Loaded into the program when it is recorded (NODE_OPTIONS): a machine that is the same everywhere.
const net = require('node:net');
const os = require('node:os');

os.totalmem = () => 16e9;
process.constrainedMemory = () => 0;
os.availableParallelism = () => 4;
os.networkInterfaces = () => ({ eth0: [{ address: '192.168.1.20', family: 'IPv4', internal: false }] });
// Each port is free.
net.Server.prototype.listen = function listen(_, isListening) {
  process.nextTick(isListening);
  return this;
};
net.Server.prototype.close = function close(isClosed) {
  process.nextTick(isClosed);
  return this;
};
