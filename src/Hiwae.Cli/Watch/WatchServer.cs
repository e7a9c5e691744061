using System.Net;
using Hiwae.Cli.Terminal;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Microsoft.Extensions.Options.Options;

namespace Hiwae.Cli.Watch;

/// <summary>The framework's own web server by itself, without a host, settings of the surroundings or a log: on the loopback address alone.</summary>
internal sealed class WatchServer : IDisposable
{
    /// <summary>The port where none is named.</summary>
    public const int UsualPort = 8642;

    private const int MostConnections = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly KestrelServer server;
    private readonly CancellationTokenSource closing;

    private WatchServer(KestrelServer server, CancellationTokenSource closing)
    {
        (this.server, this.closing) = (server, closing);
        Port = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The address of the page.</summary>
    public string Address => FormattableString.Invariant($"http://127.0.0.1:{Port}/");

    /// <summary>Starts it.</summary>
    /// <param name="site">What it shows.</param>
    /// <param name="port">The port; null for the usual one, or any where that is taken.</param>
    /// <exception cref="UsageException">The port is taken, or not for users.</exception>
    public static WatchServer Start(WatchSite site, int? port)
    {
        try
        {
            return Start(site, port ?? UsualPort);
        }
        catch (Exception e) when (port is null && IsTaken(e))
        {
            return Start(site, 0);
        }
        catch (Exception e) when (IsTaken(e))
        {
            throw new UsageException($"The port {port} is in use, or not for users to take; name another with --port, or leave it out.");
        }
    }

    /// <summary>Ends it, and whatever it is sending.</summary>
    public void Dispose()
    {
        closing.Cancel();
        using var soon = new CancellationTokenSource(Patience);
        server.StopAsync(soon.Token).GetAwaiter().GetResult();
        server.Dispose();
        closing.Dispose();
    }

    private static WatchServer Start(WatchSite site, int port)
    {
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            ApplicationServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Listen(IPAddress.Loopback, port);
        var logs = NullLoggerFactory.Instance;
        var server = new KestrelServer(Create(options), new SocketTransportFactory(Create(new SocketTransportOptions()), logs), logs);
        var closing = new CancellationTokenSource();
        try
        {
            server.StartAsync(new Application(site, closing.Token), CancellationToken.None).GetAwaiter().GetResult();
            return new(server, closing);
        }
        catch
        {
            server.Dispose();
            closing.Dispose();
            throw;
        }
    }

    private static bool IsTaken(Exception e) => e is AddressInUseException || e is IOException { InnerException: AddressInUseException } || e is System.Net.Sockets.SocketException;

    private sealed class Application(WatchSite site, CancellationToken closing) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var (request, response) = (context.Request, context.Response);
            var answer = site.Answer(request.Method, request.Host.Host, request.Path.Value ?? "");
            response.StatusCode = answer.Status;
            response.ContentType = answer.Type;
            response.Headers.ContentSecurityPolicy = answer.ContentPolicy;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            response.Headers.CacheControl = answer.IsLasting ? "private, max-age=3600" : "no-store";
            if (answer.Status == StatusCodes.Status405MethodNotAllowed)
                response.Headers.Allow = "GET, HEAD";
            if (!answer.IsStream)
                response.ContentLength = answer.Body.Length;
            if (HttpMethods.IsHead(request.Method))
                return;
            if (answer.IsStream)
                await new WatchStream(site, response.Body).Send(context.RequestAborted, closing).ConfigureAwait(false);
            else
                await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
