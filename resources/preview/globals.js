// What authors' scripts find in pages of the LMS beside its libraries: names for RequireJS, requests with a prefix, helpers for
// HTML, dialogs. Without the libraries there is nothing to do here.
(function () {
  'use strict';
  const $ = window.jQuery;
  if (!$) return;

  // Requests carry the token, and answers are JSON unless somebody says otherwise.
  $.ajaxSetup({ headers: { 'X-CSRFToken': $.cookie('csrftoken') }, dataType: 'json' });
  const prefix = () => $('meta[name="path_prefix"]').attr('content') || '';
  $.ajaxWithPrefix = (url, settings) => (typeof url === 'object'
    ? $.ajax(Object.assign({}, url, { url: prefix() + url.url }))
    : $.ajax(prefix() + url, settings));
  $.getWithPrefix = (url, ...rest) => $.get(prefix() + url, ...rest);
  $.postWithPrefix = (url, ...rest) => $.post(prefix() + url, ...rest);

  // a[rel*=leanModal]: what it leads to opens above the page.
  $.fn.leanModal = function leanModal(options) {
    const settings = Object.assign({ top: 100, overlay: 0.5, closeButton: null }, options);
    return this.on('click', function open(event) {
      event.preventDefault();
      const dialog = $($(this).attr('href'));
      const ground = $('#lean_overlay');
      const close = () => {
        dialog.hide();
        ground.hide();
        $(document).off('keydown.leanModal');
      };
      ground.css({ display: 'block', opacity: settings.overlay }).off('click').on('click', close);
      dialog.css({ display: 'block', position: 'fixed', zIndex: 11000, left: '50%', top: settings.top, transform: 'translateX(-50%)' });
      if (settings.closeButton) $(settings.closeButton).off('click').on('click', (click) => { click.preventDefault(); close(); });
      $(document).on('keydown.leanModal', (key) => { if (key.key === 'Escape') close(); });
    });
  };

  // HTML that was escaped already, and text that was not.
  class HtmlSnippet {
    constructor(text) { this.text = text; }
    toString() { return this.text; }
  }
  const HTML = (html) => new HtmlSnippet(html);
  const ensureHtml = (html) => (html instanceof HtmlSnippet ? html : HTML(window._.escape(html)));
  const filled = (text, values) => String(text).replace(/{\s*(\w+)\s*}/g, (all, name) => (name in values ? values[name] : all));
  const HtmlUtils = {
    HtmlSnippet,
    HTML,
    ensureHtml,
    interpolateHtml: (text, values) => HTML(filled(ensureHtml(text), window._.mapObject(values, ensureHtml))),
    joinHtml: (...parts) => HTML(parts.map(ensureHtml).join('')),
    template: (text) => (values) => HTML(window._.template(text)(Object.assign({ HtmlUtils, StringUtils }, values))),
    setHtml: (element, html) => $(element).html(ensureHtml(html).toString()),
    append: (element, html) => $(element).append(ensureHtml(html).toString()),
    prepend: (element, html) => $(element).prepend(ensureHtml(html).toString()),
  };
  const StringUtils = { interpolate: filled };
  window.edx = Object.assign(window.edx || {}, { HtmlUtils, StringUtils });

  // What screen readers are told without a move of the focus.
  const spoken = $('<div class="sr" aria-live="polite"></div>');
  $(() => spoken.appendTo('body'));
  const readTexts = (texts) => spoken.empty().append(texts.map((text) => $('<p>').text(text)));
  window.SR = { readText: (text) => readTexts([text]), readTexts, clear: () => spoken.empty() };
  window.globalTooltipManager = { hide() {}, openTooltip() {} };
  window._.str = window.s;

  // Names under which the LMS's RequireJS gives what is on the page.
  const { define, require } = window.RequireJS;
  require.config({ baseUrl: '/static/', waitSeconds: 60 });
  const modules = {
    jquery: $,
    'jquery-migrate': $,
    'jquery.ui': $,
    'jquery.cookie': $,
    underscore: window._,
    'underscore.string': window.s,
    backbone: window.Backbone,
    gettext: window.gettext,
    logger: window.Logger,
    URI: window.URI,
    moment: window.moment,
    'edx-ui-toolkit/js/utils/html-utils': HtmlUtils,
    'edx-ui-toolkit/js/utils/string-utils': StringUtils,
  };
  Object.entries(modules).forEach(([name, value]) => define(name, [], () => value));
}());
