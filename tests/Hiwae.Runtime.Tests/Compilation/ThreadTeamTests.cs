using System.Runtime.CompilerServices;
using Hiwae.Compilation;
using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Compilation;

public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_part_of_a_job_is_done_once(int parts)
    {
        var team = new ThreadTeam();
        for (var job = 0; job < 1000; job++)
        {
            var done = new int[parts];
            team.Run(parts, part => Interlocked.Increment(ref done[part]));
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_job_is_done_after_the_threads_fell_asleep()
    {
        var team = new ThreadTeam();
        for (var job = 0; job < 5; job++)
        {
            var done = 0;
            team.Run(3, _ => Interlocked.Increment(ref done));
            Assert.Equal(3, done);
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void Jobs_of_several_callers_and_within_jobs_are_all_done()
    {
        var team = new ThreadTeam();
        var done = 0;
        Parallel.For(0, 200, _ => team.Run(3, _ => team.Run(2, _ => Interlocked.Increment(ref done))));
        Assert.Equal(200 * 3 * 2, done);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_a_part_throws_reaches_the_caller_and_the_team_goes_on(int failing)
    {
        var team = new ThreadTeam();
        var thrown = Assert.ThrowsAny<Exception>(() => team.Run(2, part =>
        {
            if (part == failing)
                throw new ArithmeticException("three is not two");
        }));
        Assert.Contains("three is not two", thrown.Message, StringComparison.Ordinal);
        var done = 0;
        team.Run(2, _ => Interlocked.Increment(ref done));
        Assert.Equal(2, done);
    }

    [Fact]
    public void The_caller_computes_with_denormal_numbers_afterwards_as_before()
    {
        Assert.NotEqual(0f, Half(1.17549435e-38f));
        new ThreadTeam().Run(2, _ => Half(1));
        Assert.NotEqual(0f, Half(1.17549435e-38f));
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
            return;
        using (new FlushToZero())
            Assert.Equal(0f, Half(1.17549435e-38f));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Half(float x) => x * 0.5f;
}
