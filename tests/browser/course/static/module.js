define(["jquery"], function ($) { return { version: $.fn.jquery }; });
