"""All records of the model under one name (`from vpcviz.model import resources as r`): the areas of `vpcviz.model.kinds`."""

from vpcviz.model.kinds.accounts_and_vpcs import *
from vpcviz.model.kinds.beyond import *
from vpcviz.model.kinds.endpoints import *
from vpcviz.model.kinds.lattice import *
from vpcviz.model.kinds.links import *
from vpcviz.model.kinds.names import *
from vpcviz.model.kinds.outposts import *
from vpcviz.model.kinds.outside import *
from vpcviz.model.kinds.owners import *
from vpcviz.model.kinds.packet_filters import *
from vpcviz.model.kinds.peerings_and_transit import *
from vpcviz.model.kinds.routing import *
from vpcviz.model.kinds.servers import *
from vpcviz.model.records import Record as Record
from vpcviz.model.records import Resource as Resource
