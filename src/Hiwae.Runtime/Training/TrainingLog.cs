using Microsoft.Extensions.Logging;

namespace Hiwae.Training;

/// <summary>The events of a training in a log.</summary>
internal static class TrainingLog
{
    private static readonly Action<ILogger, string, int, int, double, Exception?> Step = LoggerMessage.Define<string, int, int, double>(
        LogLevel.Trace, new(1, "StepTaken"), "{Model}: epoch {Epoch}, step {Step}: bound {Bound} nats");

    private static readonly Action<ILogger, string, int, int, double, double, Exception?> Epoch = LoggerMessage.Define<string, int, int, double, double>(
        LogLevel.Information, new(2, "EpochEnded"), "{Model}: epoch {Epoch} of {Epochs}: bound {TrainingBound} nats in training, {ValidationBound} on validation data");

    private static readonly Action<ILogger, string, int, bool, Exception?> Finished = LoggerMessage.Define<string, int, bool>(
        LogLevel.Information, new(3, "Finished"), "{Model}: the parameters of epoch {Epoch} are kept; stopped early: {EarlyStopped}");

    /// <summary>Writes an event; steps at the level of tracing.</summary>
    public static void Write(ILogger logger, string model, TrainingEvent happening, TrainingOptions options)
    {
        switch (happening)
        {
            case TrainingEvent.StepTaken step:
                Step(logger, model, step.Epoch, step.StepInEpoch, step.Bound, null);
                break;
            case TrainingEvent.EpochEnded epoch:
                Epoch(logger, model, epoch.Epoch, options.Epochs, epoch.TrainingBound, epoch.ValidationBound, null);
                break;
            case TrainingEvent.Finished end:
                Finished(logger, model, end.Epoch, end.EarlyStopped, null);
                break;
        }
    }
}
