// A library as they come: for CommonJS, for AMD, or else global.
(function (root, factory) {
  if (typeof exports === 'object' && typeof module !== 'undefined') module.exports = factory();
  else if (typeof define === 'function' && define.amd) define(factory);
  else root.AuthorsLibrary = factory();
}(this, function () { return { name: 'library' }; }));
