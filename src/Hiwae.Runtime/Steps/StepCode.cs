namespace Hiwae.Steps;

/// <summary>A recording as plain numbers, the form in which the native library takes it.</summary>
internal static class StepCode
{
    /// <summary>Six numbers for each value: source, level, index, rows, columns, whether it is differentiable.</summary>
    public static int[] Values(StepRecording recording) =>
    [
        .. recording.Values.SelectMany(value => (int[])
        [
            (int)value.Source, (int)value.Level, value.Index, value.Rows, checked((int)value.Columns), value.IsDifferentiable ? 1 : 0,
        ]),
    ];

    /// <summary>For each operation its kind, output, inputs, whole and real numbers, each list with its length before it, and its label.</summary>
    public static long[] Operations(StepRecording recording) =>
    [
        .. recording.Operations.SelectMany(operation => (long[])
        [
            (long)operation.Kind,
            operation.Output,
            operation.Inputs.Length,
            .. operation.Inputs.Select(input => (long)input),
            operation.Whole.Length,
            .. operation.Whole,
            operation.Real.Length,
            .. operation.Real.Select(BitConverter.DoubleToInt64Bits),
            operation.Label,
        ]),
    ];
}
