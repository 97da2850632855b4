import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as search from './production-search';
import { WallFailure } from './routes/PageStates';
import { readSearch } from './search';
import { bare, page } from './shell-route';

const boms = createRoute({
  ...page('/boms'),
  validateSearch: readSearch(search.bomSearch),
  component: lazyRouteComponent(() => import('./routes/BomsPage'), 'BomsPage'),
});
const bomForm = () => import('./routes/BomFormPage');
const bomNew = createRoute({ ...page('/boms/new'), component: lazyRouteComponent(bomForm, 'BomNewPage') });
const bomEdit = createRoute({ ...page('/boms/$id/edit'), component: lazyRouteComponent(bomForm, 'BomEditPage') });
const bom = createRoute({
  ...page('/boms/$id'),
  validateSearch: readSearch(search.bomPageSearch),
  component: lazyRouteComponent(() => import('./routes/BomPage'), 'BomPage'),
});
const routings = createRoute({
  ...page('/routings'),
  validateSearch: readSearch(search.routingSearch),
  component: lazyRouteComponent(() => import('./routes/RoutingsPage'), 'RoutingsPage'),
});
const routingForm = () => import('./routes/RoutingFormPage');
const routingNew = createRoute({ ...page('/routings/new'), component: lazyRouteComponent(routingForm, 'RoutingNewPage') });
const routingEdit = createRoute({ ...page('/routings/$id/edit'), component: lazyRouteComponent(routingForm, 'RoutingEditPage') });
const routing = createRoute({ ...page('/routings/$id'), component: lazyRouteComponent(() => import('./routes/RoutingPage'), 'RoutingPage') });
const workCenters = createRoute({
  ...page('/work-centers'),
  validateSearch: readSearch(search.workCenterSearch),
  component: lazyRouteComponent(() => import('./routes/WorkCentersPage'), 'WorkCentersPage'),
});

const calendars = createRoute({ ...page('/calendars'), component: lazyRouteComponent(() => import('./routes/CalendarsPage'), 'CalendarsPage') });

const workOrders = createRoute({
  ...page('/work-orders'),
  validateSearch: readSearch(search.workOrderSearch),
  component: lazyRouteComponent(() => import('./routes/WorkOrdersPage'), 'WorkOrdersPage'),
});
const orderForm = () => import('./routes/WorkOrderFormPage');
const workOrderNew = createRoute({
  ...page('/work-orders/new'),
  validateSearch: readSearch(search.workOrderNewSearch),
  component: lazyRouteComponent(orderForm, 'WorkOrderNewPage'),
});
const workOrderEdit = createRoute({ ...page('/work-orders/$id/edit'), component: lazyRouteComponent(orderForm, 'WorkOrderEditPage') });
const workOrder = createRoute({
  ...page('/work-orders/$id'),
  validateSearch: readSearch(search.workOrderPageSearch),
  component: lazyRouteComponent(() => import('./routes/WorkOrderPage'), 'WorkOrderPage'),
});
const downtime = createRoute({
  ...page('/downtime'),
  validateSearch: readSearch(search.downtimeSearch),
  component: lazyRouteComponent(() => import('./routes/DowntimePage'), 'DowntimePage'),
});
const downtimeNew = createRoute({ ...page('/downtime/new'), component: lazyRouteComponent(() => import('./routes/DowntimeNewPage'), 'DowntimeNewPage') });
const oee = createRoute({
  ...page('/oee'),
  validateSearch: readSearch(search.oeeSearch),
  component: lazyRouteComponent(() => import('./routes/OeePage'), 'OeePage'),
});

const planning = createRoute({
  ...page('/planning'),
  validateSearch: readSearch(search.planningSearch),
  component: lazyRouteComponent(() => import('./routes/PlanningPage'), 'PlanningPage'),
});
const load = createRoute({
  ...page('/planning/load'),
  validateSearch: readSearch(search.loadSearch),
  component: lazyRouteComponent(() => import('./routes/LoadPage'), 'LoadPage'),
});
const parameters = createRoute({
  ...page('/planning/parameters'),
  validateSearch: readSearch(search.parameterSearch),
  component: lazyRouteComponent(() => import('./routes/ParametersPage'), 'ParametersPage'),
});
const demands = createRoute({
  ...page('/demands'),
  validateSearch: readSearch(search.demandSearch),
  component: lazyRouteComponent(() => import('./routes/DemandsPage'), 'DemandsPage'),
});
const demandNew = createRoute({ ...page('/demands/new'), component: lazyRouteComponent(() => import('./routes/DemandNewPage'), 'DemandNewPage') });

const boards = createRoute({ ...page('/boards'), component: lazyRouteComponent(() => import('./routes/BoardsPage'), 'BoardsPage') });
const board = createRoute({
  getParentRoute: () => bare,
  path: '/boards/$key',
  errorComponent: WallFailure,
  validateSearch: readSearch(search.boardSearch),
  component: lazyRouteComponent(() => import('./routes/BoardPage'), 'BoardPage'),
});

/** The pages of engineering, production and planning. */
export const productionRoutes = [
  ...[boms, bomNew, bomEdit, bom, routings, routingNew, routingEdit, routing, workCenters, calendars],
  ...[workOrders, workOrderNew, workOrderEdit, workOrder, downtime, downtimeNew, oee],
  ...[planning, load, parameters, demands, demandNew, boards],
];

/** Pages that fill the screen. */
export const wallRoutes = bare.addChildren([board]);
