using Hiwae.Generators.Model;

namespace Hiwae.Generators.Emission;

/// <summary>
/// The members of a model whose declaration is wrong, without content. A mistake in the declaration is then the only error: whatever
/// uses the model still compiles, and the compiler comes to the analyzer, which says what the mistake is.
/// </summary>
internal static class OutlineEmitter
{
    /// <summary>The file of a wrong declaration.</summary>
    /// <param name="record">The record.</param>
    /// <param name="ambiguous">Names of records that differ from another only in case.</param>
    public static SourceFile Emit(RecordIdentity record, EquatableArray<string> ambiguous) =>
        ModelEmitter.Frame(record, ambiguous, writer =>
        {
            var model = record.GlobalName;
            var network = $"{Names.Runtime}.ModelNetwork<{model}>";
            var fail = $"throw new global::System.NotSupportedException(\"The declaration of {record.Name} has an error.\")";
            writer.Line($$"""
                /// <remarks>The declaration has an error; these members stand in for what will be generated when it is mended.</remarks>
                partial record {{record.Name}} : {{Names.Runtime}}.IModel<{{model}}>
                {
                    /// <inheritdoc/>
                    public static {{Names.Runtime}}.ModelDescription Description => {{fail}};

                    /// <inheritdoc/>
                    public {{Names.List}}<{{Names.Torch}}.Tensor> Variables => {{fail}};

                    /// <inheritdoc/>
                    public void Dispose() => {{fail}};

                    {{DescriptionEmitter.CreateNetwork(record, fail).Replace("\n", "\n    ")}}

                    /// <summary>The parameters, once the declaration is mended.</summary>
                    public sealed class Network : {{network}}
                    {
                        /// <summary>A freshly initialised network.</summary>
                        public Network({{Names.Runtime}}.Noise noise, int? samples = null, int? heads = null)
                            : base(samples, heads)
                        {
                        }

                        /// <inheritdoc/>
                        public override {{Names.Runtime}}.Proposal<{{model}}> Propose({{Names.Runtime}}.Observation observation, int samples, {{Names.Runtime}}.Noise noise, {{Names.Runtime}}.GradientTape tape) => {{fail}};

                        /// <inheritdoc/>
                        public override void Record({{Names.Programs}}.Recorder recorder) => {{fail}};

                        /// <inheritdoc/>
                        public override {{model}} Generate(int count, {{Names.Runtime}}.Noise noise, {{Names.Runtime}}.Observation given = default) => {{fail}};

                        /// <inheritdoc/>
                        public override {{model}} Decode({{model}} trace) => {{fail}};

                        /// <inheritdoc/>
                        public override {{model}} Redraw({{model}} trace, {{Names.Runtime}}.Noise noise) => {{fail}};
                    }
                }
                """);
        });
}
