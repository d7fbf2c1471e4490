// Behind RequireJS and before the libraries that would register with it: as on the LMS they become globals instead, and so do
// libraries of authors, because the global define does not say that it is AMD's. What authors require by name still works.
(function (amdDefine) {
  window.RequireJS = { requirejs: window.requirejs, require: window.require, define: amdDefine };
  window.define = function define() { return amdDefine.apply(this, arguments); };
}(window.define));
