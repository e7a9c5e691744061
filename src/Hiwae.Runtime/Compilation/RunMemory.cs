using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>The addresses of the tensors of a program's runs. It holds the tensors that it reads until it reads others.</summary>
/// <param name="program">The program.</param>
internal sealed unsafe class RunMemory(Program program)
{
    private readonly ParameterMemory[] parameters = [.. program.Parameters.Select(_ => new ParameterMemory())];

    private readonly ImmutableArray<int> learned =
        [.. program.Values.Where(origin => origin.IsDifferentiable).Select(origin => origin.Source).OfType<ValueSource.Parameter>().Select(source => source.Index)];

    private readonly ImmutableArray<(int Index, int Columns)> observed =
        [.. program.Values.Where(origin => origin.Source is ValueSource.Data).Select(origin => (((ValueSource.Data)origin.Source).Index, origin.Value.Columns))];

    private readonly nint[] gradients = new nint[program.Parameters.Length];
    private Tensor[] data = [];

    /// <summary>By parameter.</summary>
    public nint[] Parameters { get; } = new nint[program.Parameters.Length];

    /// <summary>By place in the observation; zero for what is not read.</summary>
    public nint[] Data { get; private set; } = [];

    /// <summary>Takes the parameters as they are now, and the variables of the observation that are read.</summary>
    /// <exception cref="ArgumentException">A parameter does not lie without gaps, or a variable has not a row of its size for each datum.</exception>
    public void Read(Observation observation)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].Read(program.Parameters[i]());
            Parameters[i] = (nint)parameters[i].Values;
        }

        if (Data.Length != observation.Values.Length)
            (data, Data) = (new Tensor[observation.Values.Length], new nint[observation.Values.Length]);
        foreach (var (index, columns) in observed)
        {
            var value = observation.Values[index];
            if (value.shape is not [var rows, var size] || rows != observation.Batch || size != columns)
                throw new ArgumentException(
                    $"Variable {index} of the observation has shape [{string.Join(", ", value.shape)}]; the program reads [{observation.Batch}, {columns}], [batch, size].", nameof(observation));
            data[index] = TensorMemory.IsPlain(value) ? value : value.to_type(ScalarType.Float32).cpu().contiguous();
            Data[index] = (nint)TensorMemory.Start(data[index]);
        }
    }

    /// <summary>By parameter: its gradient, made where there is none; zero where none is wanted.</summary>
    public nint[] Gradients()
    {
        foreach (var index in learned)
            gradients[index] = (nint)parameters[index].GradientOrZeros();
        return gradients;
    }

    /// <summary>To be called when the run is over: until then nothing of it is released.</summary>
    public void Keep()
    {
        GC.KeepAlive(data);
        Array.Clear(data);
    }
}
