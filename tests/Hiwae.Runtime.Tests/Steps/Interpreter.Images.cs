using Hiwae.Compilation;

namespace Hiwae.Runtime.Tests.Steps;

internal sealed partial class Interpreter
{
    /// <summary>Images are rows with the channels last; null where the operation is none of theirs.</summary>
    private static Tensor? Images(RecordedOperation operation, Func<int, Tensor> at, Func<int, Tensor> once, Func<int, Tensor?> maybeOnce, Func<int, Tensor?> maybe)
    {
        var n = operation.Whole;
        Tensor Planes(Tensor value) => value.view(-1, n[1], n[2], n[0]).permute(0, 3, 1, 2);
        static Tensor Row(Tensor planes) => planes.permute(0, 2, 3, 1).flatten(1);
        switch (operation.Kind)
        {
            case StepKind.Conv:
                var windows = once(1).view(n[3], n[8], n[4], n[4]).narrow(1, n[7], n[0]);
                return Activate(Row(nn.functional.conv2d(Planes(at(0)), windows, maybeOnce(2), [n[5], n[5]], [n[6], n[6]])), maybe(3), n[9]);
            case StepKind.Upsample:
                double[] factors = [n[3], n[3]];
                return Row(n[4] == 1
                    ? nn.functional.interpolate(Planes(at(0)), null, factors, InterpolationMode.Bilinear, false)
                    : nn.functional.interpolate(Planes(at(0)), null, factors));
            case StepKind.Crop:
                return Row(Planes(at(0)).narrow(2, 0, n[3]).narrow(3, 0, n[4]));
            case StepKind.ToImages:
                return ChannelsLast(at(0), n[0], n[1]);
            case StepKind.ToVectors:
                return ChannelsFirst(at(0), n[0], n[1]);
            default:
                return null;
        }
    }
}
