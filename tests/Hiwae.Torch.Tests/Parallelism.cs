// Live tensors are counted over the process and generators are shared, so tests run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
