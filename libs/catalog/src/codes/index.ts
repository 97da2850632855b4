export { isBusinessNumber } from './business-number.rules';
export { isCountry, isCountryNumber, isCurrency, isCurrencyNumber, minorDigitsOf } from './iso-codes.rules';
export { findReferenceUnit, physicalRatio, searchReferenceUnits, type ReferenceUnit } from './rec20.rules';
