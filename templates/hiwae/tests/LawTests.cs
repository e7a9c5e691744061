using Hiwae.Laws;

/// <summary>The model keeps the laws of its method: its estimate is unbiased, its weights sum to one, its gradients agree.</summary>
public sealed class LawTests
{
    [Fact]
    public void The_model_keeps_the_laws() => ModelLaws.Check<HiwaeModelName>();
}
