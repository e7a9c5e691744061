using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device on one line.</summary>
        public override string ToString() =>
            IsInvalid ? "[invalid]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        /// <summary>The elements as nested lists, or <see cref="ToString()"/> for the style <c>Metadata</c>.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Metadata)
                return ToString();
            using var quiet = no_grad();
            using var scope = NewDisposeScope();
            var values = to_type(ScalarType.Float64).cpu().contiguous();
            var integral = !is_floating_point();
            return Nested(values.data<double>().ToArray(), values.shape, integral ? "0" : fltFormat ?? "g5", cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? Environment.NewLine);
        }

        private static string Nested(double[] values, long[] shape, string format, CultureInfo culture, string newLine)
        {
            var text = new StringBuilder();
            Write(0, 0, values.Length);
            return text.ToString();

            void Write(int dim, int start, int count)
            {
                if (dim == shape.Length)
                {
                    text.Append(values[start].ToString(format, culture));
                    return;
                }
                text.Append('[');
                var step = shape[dim] == 0 ? 0 : count / (int)shape[dim];
                for (var i = 0; i < shape[dim]; i++)
                {
                    if (i > 0)
                        text.Append(dim == shape.Length - 1 ? ", " : "," + newLine + new string(' ', dim + 1));
                    Write(dim + 1, start + i * step, step);
                }
                text.Append(']');
            }
        }
    }
}
