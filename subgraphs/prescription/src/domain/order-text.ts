export { directionsText } from '@dra/sig';
