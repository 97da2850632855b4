// House rules that no plugin has.

/** A suppression says why: `eslint-disable-next-line rule -- reason`. */
const suppressionReason = {
  meta: { type: 'problem', schema: [], messages: { missing: 'A suppression needs its reason: "eslint-disable… rule -- reason".' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/ -- \S{3}/.test(comment.value)) context.report({ node: comment, messageId: 'missing' });
      }
    },
  }),
};

/** What a doorway declares (decorated handler parameters) and what a class is given (constructor) is counted apart from plain parameters. */
const parameterBudget = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { many: '{{count}} parameters; at most {{most}} ({{kind}}).' },
  },
  create(context) {
    const check = (node) => {
      const [most, kind] = budgetOf(node);
      if (node.params.length > most) context.report({ node, messageId: 'many', data: { count: String(node.params.length), most: String(most), kind } });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

function budgetOf(node) {
  const isConstructor = node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';
  if (isConstructor) return isDecorated(node.parent.parent.parent) ? [6, 'injected dependencies'] : [8, 'fields of a value'];
  const decorated = node.params.filter((param) => param.decorators?.length > 0).length;
  return decorated > 0 ? [6, 'declared inputs of a request'] : [4, 'style guide'];
}

const isDecorated = (declaration) => declaration.decorators?.length > 0;

export const house = { rules: { 'suppression-reason': suppressionReason, 'parameter-budget': parameterBudget } };

/** Ways around the one way to write (architecture, section 4) and names of unfinished ideas. */
export const bannedSyntax = [
  {
    selector: 'CallExpression[callee.property.name=/^(save|remove|softRemove|softDelete)$/]',
    message: 'Write SQL in a store; the ORM maps rows and builds queries only.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(getRepository|getTreeRepository|withRepository)$/]',
    message: 'No generic repositories; a store names its intent.',
  },
  { selector: 'Property[key.name="synchronize"][value.value=true]', message: 'The schema comes from migrations/ alone.' },
  { selector: 'Property[key.name=/^(cascade|eager|lazy)$/][value.value!=false]', message: 'No cascades, no eager or lazy relations.' },
  {
    selector: 'Decorator[expression.callee.name=/^(EventSubscriber|AfterInsert|AfterUpdate|BeforeInsert|BeforeUpdate|AfterLoad)$/]',
    message: 'No subscribers: the service says what happens.',
  },
  {
    selector: ':matches(ClassDeclaration, FunctionDeclaration, TSInterfaceDeclaration)[id.name=/(Util|Utils|Helper|Helpers|Manager|Common|Base|Impl)$/]',
    message: 'Utils, helper, manager, common, base, impl: the idea is not finished yet. Name what it does.',
  },
];

export const bannedImports = {
  paths: [
    {
      name: 'typeorm',
      importNames: ['Repository', 'BaseEntity', 'EntityRepository', 'TreeRepository', 'EventSubscriber'],
      message: 'A store writes SQL; no repositories.',
    },
  ],
  patterns: [{ regex: '^@anwen/[^/]+/(src|dist)', message: 'Import a library by its name.' }],
};
