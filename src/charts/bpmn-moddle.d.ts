// What is used of bpmn-moddle, which brings types for its elements and none for itself.
declare module 'bpmn-moddle' {
  /** An element of BPMN, of its diagram or of its geometry. */
  export type Element = {
    $type: string
    id?: string
    get(name: string): unknown
    set(name: string, value: unknown): void
  }
  export class BpmnModdle {
    create(type: string, attributes?: Record<string, unknown>): Element
    toXML(element: Element, options?: { format?: boolean }): Promise<{ xml: string }>
    fromXML(xml: string): Promise<{
      rootElement: Element
      elementsById: Record<string, Element>
      references: { element: Element; property: string; id: string }[]
      warnings: { message: string }[]
    }>
  }
}
