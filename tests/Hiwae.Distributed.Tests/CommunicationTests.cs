namespace Hiwae.Distributed.Tests;

/// <summary>What ranks say to one another, as threads.</summary>
public sealed class CommunicationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Sums_maxima_and_broadcasts_are_those_of_all_ranks(int size) => InProcess.Run(size, communicator =>
    {
        var rank = communicator.Rank;
        float[] singles = [rank, 1];
        communicator.AllReduceSum(singles);
        Assert.Equal([size * (size - 1) / 2f, size], singles);
        double[] doubles = [-rank, rank];
        communicator.AllReduceMax(doubles);
        Assert.Equal([0, size - 1], doubles);
        byte[] bytes = [(byte)rank];
        communicator.Broadcast(bytes, size - 1);
        Assert.Equal([(byte)(size - 1)], bytes);
        var allocated = communicator.Allocate<double>(3);
        Assert.Equal([0, 0, 0], allocated.ToArray());
        allocated.Span.Fill(rank);
        communicator.AllReduceSum(allocated.Span[1..]);
        Assert.Equal([rank, size * (size - 1) / 2.0, size * (size - 1) / 2.0], allocated.ToArray());
        communicator.Barrier();
    });

    [Fact]
    public void A_rank_that_fails_ends_the_others_and_tells_why()
    {
        var fault = Assert.Throws<ArgumentException>(() => InProcess.Run(3, communicator =>
        {
            if (communicator.Rank == 1)
                throw new ArgumentException("enough");
            communicator.Barrier();
        }));
        Assert.Equal("enough", fault.Message);
    }

    [Fact]
    public void Ranks_that_do_not_call_the_same_are_told()
    {
        Assert.Contains("all ranks have to call the same members", Assert.Throws<InvalidOperationException>(() => InProcess.Run(2, communicator =>
        {
            if (communicator.Rank == 0)
                communicator.Barrier();
        })).Message, StringComparison.Ordinal);
        Assert.Contains("have passed 8, 16 bytes", Assert.Throws<InvalidOperationException>(() => InProcess.Run(2, communicator => communicator.AllReduceMax(new double[communicator.Rank + 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_launcher_is_known_by_the_environment_that_it_sets()
    {
        Assert.Equal(new Launch(2, 4, 2, MpiImplementation.OpenMpi), From(("OMPI_COMM_WORLD_RANK", "2"), ("OMPI_COMM_WORLD_SIZE", "4"), ("OMPI_COMM_WORLD_LOCAL_SIZE", "2"), ("PMIX_RANK", "2")));
        Assert.Equal(new Launch(1, 4, 4, MpiImplementation.Mpich), From(("PMI_RANK", "1"), ("PMI_SIZE", "4"), ("MPI_LOCALNRANKS", "4")));
        Assert.Equal(new Launch(0, 8, null, MpiImplementation.OpenMpi), From(("PMIX_RANK", "0"), ("SLURM_STEP_NUM_TASKS", "8"), ("SLURM_NTASKS", "16")));
        Assert.Equal(new Launch(3, 7, 2, MpiImplementation.OpenMpi), From(("PMIX_RANK", "3"), ("SLURM_STEP_NUM_TASKS", "7"), ("SLURM_TASKS_PER_NODE", "2(x3),1")));
        Assert.Equal(new Launch(3, 8, 4, MpiImplementation.Mpich), From(("PMI_RANK", "3"), ("PMI_SIZE", "8"), ("SLURM_NTASKS_PER_NODE", "4")));
        Assert.Null(From(("SLURM_NTASKS", "8"), ("SLURM_PROCID", "1"))); // What sbatch runs is no step.
        Assert.Null(From(("PMI_RANK", "x"), ("PMI_SIZE", "4")));
        Assert.Null(From());

        static Launch? From(params (string Name, string Value)[] variables) => Launch.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
    }
}
