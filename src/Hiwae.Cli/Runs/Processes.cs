using System.Runtime.ExceptionServices;
using Hiwae.Cli.Terminal;
using Hiwae.Communication;
using Hiwae.Distributed;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>The processes that a launcher started for one command: rank 0 speaks and writes, the others help. What fails on one of them ends all.</summary>
/// <param name="Communicator">What connects them.</param>
/// <param name="Launch">What the launcher says.</param>
internal sealed record Processes(ICommunicator Communicator, Launch Launch)
{
    /// <summary>Whether this one speaks and writes.</summary>
    public bool IsFirst => Communicator.Rank == 0;

    /// <summary>What the processes are, in words.</summary>
    public string Text => $"{Communicator.Size} ranks{(Communicator is Mpi mpi ? $" of {mpi.Library}" : "")}";

    /// <summary>Does the work of a command, together with other processes where a launcher started several.</summary>
    /// <param name="session">The surroundings.</param>
    /// <param name="work">The work; the processes are null where there is only this one.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="MpiException">There is no MPI library for the launcher.</exception>
    public static int Run(Session session, Func<Processes?, int> work)
    {
        if (session.Launch is not { Size: > 1 } launch)
            return work(null);
        var communicator = session.Connect(launch);
        try
        {
            return Left(work(new(communicator, launch)));
        }
        catch (FailedElsewhereException)
        {
            return Left(ExitStatus.Failed);
        }
        catch (AgreedFailureException e)
        {
            return Left(session.Report(session, e.Failure.SourceException));
        }
        catch (Exception e) when (e is TrainingDivergedException or MeasurementException)
        {
            return Left(communicator.Rank == 0 ? session.Report(session, e) : ExitStatus.Failed); // All ranks have come to it.
        }
        catch (Exception e)
        {
            // The others wait for this one, and nothing it could tell them would reach them.
            var status = session.Report(session, e);
            session.Terminal.Error.Flush();
            if (communicator is not Mpi mpi)
                throw;
            mpi.Abort(status);
            return status;
        }

        int Left(int status)
        {
            session.Terminal.Output.Flush();
            session.Terminal.Error.Flush();
            communicator.Barrier(); // A launcher that sees one end may end those that still write.
            (communicator as IDisposable)?.Dispose();
            return status;
        }
    }

    /// <summary>Work that may fail on some ranks alone, before it has begun with the others: then none goes on. Rank 0 tells of its own failure, or else those that have failed.</summary>
    /// <param name="processes">The processes; null where there is only this one.</param>
    /// <param name="work">The work.</param>
    public static T Agreed<T>(Processes? processes, Func<T> work)
    {
        if (processes is null)
            return work();
        var (result, failure) = (default(T), (ExceptionDispatchInfo?)null);
        try
        {
            result = work();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        double[] failed = [failure is null ? 0 : 1, failure is not null && processes.IsFirst ? 1 : 0];
        processes.Communicator.AllReduceMax(failed);
        if (failure is not null && (processes.IsFirst || failed[1] == 0))
            throw new AgreedFailureException(failure);
        if (failed[0] == 0)
            return result!;
        (result as IDisposable)?.Dispose();
        throw new FailedElsewhereException();
    }

    /// <summary>Work that all ranks do together, so that it fails on all: then rank 0 tells of it.</summary>
    /// <param name="processes">The processes; null where there is only this one.</param>
    /// <param name="work">The work.</param>
    public static T Alike<T>(Processes? processes, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException e) when (processes is not null)
        {
            throw processes.IsFirst ? new AgreedFailureException(ExceptionDispatchInfo.Capture(e)) : new FailedElsewhereException();
        }
    }

    /// <summary>Another rank has failed, and tells of it.</summary>
    private sealed class FailedElsewhereException() : Exception("Another rank has failed.");

    /// <summary>This rank has failed, and all know.</summary>
    private sealed class AgreedFailureException(ExceptionDispatchInfo failure) : Exception(failure.SourceException.Message, failure.SourceException)
    {
        public ExceptionDispatchInfo Failure => failure;
    }
}
