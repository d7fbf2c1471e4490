// What a page of the preview sends with what it changes.
window.scriptoriumToken = function () {
  'use strict';
  var found = document.cookie.split('; ').find(function (part) { return part.startsWith('csrftoken='); });
  return found ? decodeURIComponent(found.slice('csrftoken='.length)) : '';
};
