module.exports = { printWidth: 160, singleQuote: true, trailingComma: 'all' };
