namespace Hiwae.Runtime.Tests.Reports;

/// <summary>Networks whose parameters are all zero: every normal factor is then standard, whatever it is conditioned on.</summary>
internal static class Standard
{
    public static ModelNetwork<TModel> Network<TModel>(Noise noise) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(noise);
        using var constant = no_grad();
        foreach (var parameter in network.parameters())
            parameter.zero_();
        return network;
    }
}
