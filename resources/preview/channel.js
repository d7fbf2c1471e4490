// Remote calls between windows, over the messages that js_channel defines: what programs in frames (jsinput with sop="false")
// speak with the page, by whatever copy of that library they bring. Written for this project.
//
// Messages are JSON texts. A call is {id, method: "scope::name", params}; its answers are {id, result} or
// {id, error, message}, and meanwhile {id, callback, params} for functions among the parameters, whose paths are in
// "callbacks". Without an id it is a notification. Both ends say "scope::__ready" with "ping", answered by "pong", first.
(function () {
  'use strict';

  const channels = [];
  let lastId = Date.now() % 1e6;

  window.addEventListener('message', (event) => {
    let message;
    try {
      message = JSON.parse(event.data);
    } catch (error) {
      return; // somebody else's
    }
    if (typeof message !== 'object' || message === null) return;
    const [scope, method] = typeof message.method === 'string' && message.method.includes('::')
      ? message.method.split('::') : ['', message.method];
    channels.slice().forEach((channel) => channel.take(event, message, scope, method));
  });

  function originOf(text) {
    if (text === '*') return text;
    const found = /^https?:\/\/[-a-zA-Z0-9_.[\]]+(?::\d+)?/.exec(text);
    if (!found) throw new Error('Invalid origin: ' + text);
    return found[0].toLowerCase().replace(/^(http:.*):80$/, '$1').replace(/^(https:.*):443$/, '$1');
  }

  // The functions in an object, with their paths ("a/b"), which stay behind.
  function functionsOf(value, path, found) {
    if (typeof value !== 'object' || value === null) return found;
    Object.keys(value).forEach((key) => {
      const at = path ? path + '/' + key : key;
      if (typeof value[key] === 'function') {
        found[at] = value[key];
        delete value[key];
      } else {
        functionsOf(value[key], at, found);
      }
    });
    return found;
  }

  // One call that came from the other end, as its handler sees it.
  function transaction(id, origin, reply) {
    let isDelayed = false;
    let isDone = false;
    const finish = (message) => {
      if (isDone) throw new Error('The call was answered already.');
      isDone = true;
      reply(Object.assign({ id }, message));
    };
    return {
      origin,
      invoke: (name, params) => reply({ id, callback: name, params }),
      error: (error, message) => finish({ error, message }),
      complete: (result) => finish({ result }),
      delayReturn: (delay) => { if (typeof delay === 'boolean') isDelayed = delay; return isDelayed; },
      completed: () => isDone,
    };
  }

  function build(options) {
    if (!options || !options.window || !options.window.postMessage) throw new Error('Channel.build needs a window');
    if (options.window === window) throw new Error('The window of a channel must be another one');
    if (!options.origin) throw new Error('Channel.build needs an origin');
    const origin = originOf(options.origin);
    const scope = options.scope || '';
    if (scope.includes('::')) throw new Error('A scope must not contain "::"');
    if (channels.some((each) => each.isLike(options.window, origin, scope))) throw new Error('There is such a channel already');

    const handlers = {};
    const calls = {};
    const incoming = {};
    let waiting = [];
    let isReady = false;

    const scoped = (method) => (scope ? scope + '::' + method : method);
    const post = (message) => options.window.postMessage(JSON.stringify(message), origin);
    const send = (message) => { if (isReady) post(message); else waiting.push(message); };

    function greet(word) {
      if (word === 'ping') post({ method: scoped('__ready'), params: 'pong' });
      if (isReady) return;
      isReady = true;
      waiting.splice(0).forEach(post);
      if (options.onReady) options.onReady(channel);
    }

    function answer(message, method, from) {
      const handler = handlers[method];
      if (message.id === undefined) {
        if (handler) handler(null, message.params);
        return;
      }
      const call = transaction(message.id, from, (reply) => {
        if (!('callback' in reply)) delete incoming[message.id];
        send(reply);
      });
      if (!handler) {
        call.error('method_not_found', 'No method "' + method + '" was bound');
        return;
      }
      incoming[message.id] = true;
      (message.callbacks || []).forEach((path) => {
        const keys = path.split('/');
        const last = keys.pop();
        const owner = keys.reduce((at, key) => (at[key] = at[key] || {}), message.params);
        owner[last] = (params) => call.invoke(path, params);
      });
      try {
        const result = handler(call, message.params);
        if (!call.delayReturn() && !call.completed()) call.complete(result);
      } catch (error) {
        if (typeof error === 'string') call.error('runtime_error', error);
        else if (Array.isArray(error)) call.error(error[0], error[1]);
        else call.error(error.error || 'runtime_error', error.message || String(error));
      }
    }

    // An answer to a call of ours.
    function settle(message) {
      const call = calls[message.id];
      if (message.callback) {
        if (call.callbacks[message.callback]) call.callbacks[message.callback](message.params);
        return;
      }
      clearTimeout(call.timer);
      delete calls[message.id];
      if (!message.error) {
        if (call.success) call.success(message.result);
      } else if (call.error) {
        call.error(message.error, message.message);
      } else if (window.console) {
        console.error(message.error + ': ' + message.message);
      }
    }

    const channel = {
      bind(method, handler) {
        if (handlers[method]) throw new Error('"' + method + '" is bound already');
        handlers[method] = handler;
        return channel;
      },
      unbind(method) {
        return delete handlers[method];
      },
      call(request) {
        if (!request || !request.method || !request.success) throw new Error('A call needs a method and a success callback');
        lastId += 2;
        const id = lastId;
        const callbacks = functionsOf(request.params, '', {});
        const call = { success: request.success, error: request.error, callbacks };
        if (request.timeout) {
          call.timer = setTimeout(() => settle({ id, error: 'timeout_error', message: 'No answer in ' + request.timeout + ' ms' }),
            request.timeout);
        }
        calls[id] = call;
        const message = { id, method: scoped(request.method), params: request.params };
        if (Object.keys(callbacks).length) message.callbacks = Object.keys(callbacks);
        send(message);
      },
      notify(request) {
        if (!request || !request.method) throw new Error('A notification needs a method');
        send({ method: scoped(request.method), params: request.params });
      },
      destroy() {
        channels.splice(channels.indexOf(inner), 1);
        Object.values(calls).forEach((call) => clearTimeout(call.timer));
        waiting = [];
        isReady = false;
      },
    };
    const inner = {
      isLike: (other, its, name) => other === options.window && name === scope && (its === origin || its === '*' || origin === '*'),
      take(event, message, itsScope, method) {
        if (event.source !== options.window || (origin !== '*' && event.origin !== origin)) return;
        if (method !== undefined) {
          if (itsScope !== scope) return;
          if (method === '__ready') greet(message.params);
          else answer(message, method, event.origin);
        } else if (message.id !== undefined && calls[message.id]) {
          settle(message);
        }
      },
    };
    channels.push(inner);
    setTimeout(() => { try { post({ method: scoped('__ready'), params: 'ping' }); } catch (error) { /* the window is gone */ } }, 0);
    return channel;
  }

  window.Channel = { build };
}());
