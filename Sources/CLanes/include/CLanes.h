#ifndef CLANES_H
#define CLANES_H

#include <stdint.h>

// The inner loops of a step over packs of eight doubles, compiled once for each kind of processor.
//
// Everything is in the coherent set: mV, ms, nA, µS, nF. Columns are 64-byte aligned and as long as
// their packs. A slot is a place in a column of the layout: row · 8 + lane.

/// What a mechanism's kernel reads of its instances: pack p at start + p·stride·8.
typedef struct {
  const double *start;
  /// 1, or 0 where one pack holds for all.
  int64_t stride;
} lanes_column;

/// All instances of one mechanism, laid out in packs.
typedef struct {
  int64_t packs;
  /// The row that each pack stands on; null where instances are scattered.
  const int32_t *row;
  /// The slot of each instance, eight a pack; null where packs stand on rows.
  const int32_t *slot;
  /// One column a gate: gate k of pack p at (k·packs + p)·8.
  double *gates;
  /// What the mechanism's kernel reads.
  lanes_column column[7];
  /// How much faster than where they were measured the gates are, by group.
  double speed[4];
  /// F/(R T), 1/mV, where the mechanism needs it.
  double perMillivolt;
} lanes_bank;

/// A vertex at the top of a chain and the vertex that it hangs on.
typedef struct {
  /// The slot at the other end.
  int32_t slot;
  /// The lane at this end, or the number of a joint.
  int32_t lane;
  /// The coupling between them, µS.
  double coupling;
} lanes_link;

/// A chain whose lower end hangs on a joint: its top, which hangs on another.
typedef struct {
  int32_t top;
  int32_t lane;
  int32_t lower;
  int32_t upper;
  /// Between the top and the upper joint, µS.
  double coupling;
} lanes_span;

/// The order in which a tree is eliminated, eight chains at a time from tips to root.
///
/// Joints are the vertices of the reduced system: what is left when all chains are gone. Joint j stands
/// in slot rows·8 + j, and joints come before the joints that they hang on.
typedef struct {
  int64_t rows;
  /// From each slot to its parent, µS; 0 at a root.
  const double *toParent;
  /// The same where the parent is in the next row of the lane; 0 at the top of a chain.
  const double *coupling;
  /// From the lowest vertex of a span to its lower joint, µS; 0 elsewhere. Null without joints.
  const double *fill;
  /// Links by the row of the parent, from `below[r]` up to `below[r + 1]`: slot is the child's.
  const int32_t *below;
  const lanes_link *children;
  /// Links by the row of the child, from `above[r]` up to `above[r + 1]`: slot is the parent's.
  const int32_t *above;
  const lanes_link *parents;
  int64_t joints;
  /// The joint that each joint hangs on, −1 at a root, and the direct coupling to it, µS.
  const int32_t *jointParent;
  const double *jointCoupling;
  /// Chains that hang on joints: slot is the child's, lane the joint's number.
  int64_t jointChildCount;
  const lanes_link *jointChildren;
  int64_t spanCount;
  const lanes_span *spans;
} lanes_schedule;

/// What a solve works on: columns of the layout, and room for what it keeps.
///
/// A row is given by its excess, what its diagonal is more than its couplings add up to, and eliminated
/// without a subtraction: a vertex with excess s that hangs on a coupling g adds g·s/(s + g) to the excess
/// of its parent, two conductances in series. So nothing is lost where couplings are a thousand
/// times what leaves by membrane and capacitance.
typedef struct {
  /// In: the excess of each row, µS; spoilt on return.
  double *excess;
  /// Out: the inverse pivots.
  double *inverse;
  /// In: the right-hand side. Out: the solution.
  double *x;
  /// What couples each vertex of a span to its lower joint once those below it are gone.
  double *fill;
  /// Room of the reduced system: one number a joint.
  double *jointCoupling;
  /// Only where the matrix is kept: coupling over pivot, by slot, by `children` and by `parents`.
  double *factor;
  double *childFactor;
  double *parentFactor;
} lanes_system;

/// What couples the second unknowns of a double cable, the potentials under its sheaths, in the order of the
/// schedule's own couplings, µS; 0 where either end has none.
typedef struct {
  const double *toParent, *coupling, *fill;
  const double *children, *parents, *jointChildren, *spans, *joints;
} lanes_second;

/// A double cable before and after a step, one number a slot.
///
/// With x inside and w under the sheath, v = x − w is across the axolemma. Where there is no sheath, w = 0.
typedef struct {
  /// 1/ms.
  double rate;
  /// Across the axolemma and across the sheath, mV.
  double *v, *w;
  /// Of the axolemma: nF, and its line, µS and nA.
  const double *capacitance, *conductance, *drive;
  /// What leads from inside to the outside beside the membrane, µS, and flows in, nA.
  const double *ground, *current;
  /// 1 where there is a sheath, else 0.
  const double *covered;
  /// Of the sheath, nF; what leaves the space through it and by open ends, µS, or 1 where there is no
  /// sheath; what flows in, nA.
  const double *sheathCapacitance, *sheathConductance, *sheathDrive;
} lanes_fibre;

/// Room for a solve with two unknowns a vertex, columns of the layout.
typedef struct {
  /// The right-hand sides, then the solution.
  double *x, *w;
  /// The excesses of both unknowns where others look at them.
  double *inner, *outer;
  /// What couples the two unknowns of a joint.
  double *cross;
  /// The inverse pivots: of x, across, of w.
  double *inverse, *across, *below;
  /// What couples each vertex of a span to its lower joint: x to x, x to w, w to x, w to w, a column each.
  double *fill[4];
  /// The same of each joint and the one that it hangs on: four numbers a joint, the upper's first.
  double *joints;
} lanes_blocks;

typedef void lanes_advance(const lanes_bank *bank, const double *v, double step);
typedef void lanes_line(
    const lanes_bank *bank, const double *v, double *conductance, double *drive);

/// The kernels of one kind of processor.
typedef struct __attribute__((swift_attr("@Sendable"))) {
  const char *name;
  /// e^x and x/(e^x − 1), `packs` packs of eight.
  void (*exponential)(int64_t packs, const double *x, double *y);
  void (*exprelr)(int64_t packs, const double *x, double *y);
  /// Gates after `step` ms with the potential held.
  lanes_advance *hhAdvance, *mrgAdvance, *fhAdvance;
  /// Adds the lines of all gated currents to the vertices.
  lanes_line *hhLine, *mrgLine, *fhLine;
  /// excess = capacitance·rate + conductance, x = capacitance·rate·v + drive.
  void (*combine)(
      int64_t packs, double rate, const double *capacitance, const double *v,
      const double *conductance, const double *drive, double *excess, double *x);
  /// v = reach·x − (reach − 1)·v.
  void (*extrapolate)(int64_t packs, double reach, const double *x, double *v);
  /// 1 where no x is further from 0 than `furthest` and all are numbers, else 0.
  int (*within)(int64_t packs, double furthest, const double *x);
  /// Eliminates, solves what is left, substitutes back, and extrapolates v.
  void (*solve)(const lanes_schedule *s, const lanes_system *m, double reach, double *v);
  /// `hhAdvance`, `combine`, `hhLine` and `solve` in one, where the bank's packs stand on all rows, one on
  /// each; with a step of 0 the gates stay.
  void (*solveHH)(
      const lanes_schedule *s, const lanes_system *m, const lanes_bank *hh, double step, double rate,
      const double *capacitance, const double *conductance, const double *drive, double reach,
      double *v);
  /// Eliminates once for many right-hand sides.
  void (*factor)(const lanes_schedule *s, const lanes_system *m);
  /// The same as `combine` and `solve` with the matrix that was factored.
  void (*solveFactored)(
      const lanes_schedule *s, const lanes_system *m, double rate, const double *capacitance,
      const double *drive, double reach, double *v);
  /// Assembles, solves and steps a double cable, `reach` times as far.
  void (*solveDouble)(
      const lanes_schedule *s, const lanes_second *second, const lanes_fibre *fibre,
      const lanes_blocks *m, double reach);
} lanes_kernels;

/// For any processor of the architecture.
extern const lanes_kernels lanes_baseline;
#if defined(__x86_64__)
/// x86-64-v3: AVX2 and FMA.
extern const lanes_kernels lanes_avx2;
/// x86-64-v4: AVX-512.
extern const lanes_kernels lanes_avx512;
#endif

/// What this processor can do: 0 baseline, 1 AVX2, 2 AVX-512.
int lanes_processor(void);

#endif
