using Hiwae.Checkpoints;
using Hiwae.Data;

namespace Hiwae.Training;

// Going on.
public static partial class Trainer
{
    /// <summary>
    /// A run that was saved by <see cref="Checkpoint.Save{TModel}(string, TrainingState{TModel}, RunRecord)"/>, to go on with the options of its record: it takes the steps that it would have taken, to the
    /// last bit where the number of threads is the same and one, or steps are compiled.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="data">The images that it was trained on.</param>
    /// <param name="device">Where it goes on; the CPU where null.</param>
    /// <exception cref="CheckpointException">A file is missing or damaged, or not of such a model.</exception>
    /// <exception cref="ArgumentException">The images are others, or do not fit the model.</exception>
    public static TrainingState<TModel> Resume<TModel>(string folder, DataSet data, Device? device = null) where TModel : class, IModel<TModel>
    {
        var run = Checkpoint.ReadRun(folder);
        DataBinding.Of(TModel.Description, data, run.Options);
        DataFingerprint.Check(folder, run, data);
        return Checkpoint.LoadTraining<TModel>(folder, run, device);
    }
}
