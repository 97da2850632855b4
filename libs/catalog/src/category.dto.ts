import { Code, ListQuery, Text, UuidField } from '@anwen/http';

export class CategoryRefDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
}

export class CategoryDto extends CategoryRefDto {
  @Code({ nullable: true, description: 'code of the category above' }) parent: string | null;
}

export class CreateCategoryDto {
  @Code() code: string;
  @Text({ max: 200 }) name: string;
  @Code({ optional: true, nullable: true }) parent?: string | null;
}

export class CategoryListQuery extends ListQuery {
  @Text({ max: 100, optional: true }) q?: string;
}
